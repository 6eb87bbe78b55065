using TaskBoard.Files;
using TaskBoard.Rules;

namespace TaskBoard.Tests.Rules;

/// <summary>What every merge promises: what it does not keep, a conflict shows.</summary>
internal static class KeptChanges
{
    /// <summary>No task of a side, no property that it changed and no property around the tasks disappeared, unless a conflict shows it whole.</summary>
    public static void Assert(BoardContent basis, BoardContent side, BoardContent other, MergeResult result)
    {
        foreach (var task in side.Tasks)
        {
            var old = basis.Find(task.Key);
            if (result.Content.Find(task.Key) is not { } merged)
            {
                var takenOff = old is not null && other.Find(task.Key) is null && old.SameValues(task);
                Xunit.Assert.True(takenOff || IsShown(task.Key, task.Json, result), $"{task.Key} is lost");
                continue;
            }

            foreach (var (name, value) in Changed(task.Properties, name => old?[name]))
            {
                Xunit.Assert.True(
                    IsKept(value, merged[name], old?[name]) || IsEarlier(name, value, merged[name]) || OnlySpelt(name, old, task) || OnlySpelt(name, merged, task) || IsShown(task.Key, value, result),
                    $"{name} of {task.Key} is lost: {value} became {merged[name]}");
            }
        }

        foreach (var (name, value) in Changed(side.Root ?? [], name => Value(basis.Root, name)))
        {
            Xunit.Assert.True(
                IsKept(value, Value(result.Content.Root, name), Value(basis.Root, name)) || IsShown(null, value, result), $"{name} around the tasks is lost: {value}");
        }
    }

    public static bool IsList(string value) => value[0] == '[';

    public static bool HoldsNew(string now, string value, string? before) =>
        JsonText.Elements(value).All(e => Holds(now, e) || (before is ['[', ..] && Holds(before, e)));

    /// <summary>Whether this is the time of a change that was made before another that is kept: the later one stands.</summary>
    public static bool IsEarlier(string name, string value, string? now) => name == "updated_at" && now is not null && HistoryMerge.Later(value, now) == now;

    private static IEnumerable<KeyValuePair<string, string>> Changed(IEnumerable<KeyValuePair<string, string>> properties, Func<string, string?> before) =>
        properties.Where(p => before(p.Key) is not { } value || !JsonText.AreEqual(value, p.Value));

    private static bool IsKept(string value, string? now, string? before) =>
        now is not null && (JsonText.AreEqual(now, value) || (IsList(now) && IsList(value) && HoldsNew(now, value, before)));

    private static bool IsShown(string? task, string value, MergeResult result) =>
        result.Conflicts.Any(c => c.Task == task && c.Details.Contains(value, StringComparison.Ordinal));

    private static string? Value(IReadOnlyList<KeyValuePair<string, string>>? root, string name) => root?.FirstOrDefault(p => p.Key == name).Value;

    private static bool Holds(string list, string element) => JsonText.Elements(list).Any(e => JsonText.AreEqual(e, element));

    // "pending" instead of "PENDING", or null instead of nothing, is no change that the other side could meet; nor is it lost where both sides meant the same.
    private static bool OnlySpelt(string name, TaskContent? old, TaskContent task) =>
        StateMerge.Names.Contains(name)
        && StateMerge.Meaning(old ?? TaskContent.Of(task.Key, []), name) == StateMerge.Meaning(task, name);
}
