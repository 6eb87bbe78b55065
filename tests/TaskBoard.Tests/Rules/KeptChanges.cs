using TaskBoard.Files;
using TaskBoard.Rules;

namespace TaskBoard.Tests.Rules;

/// <summary>What every merge promises.</summary>
internal static class KeptChanges
{
    /// <summary>No change of a side disappeared, unless a conflict names the task.</summary>
    public static void Assert(BoardContent basis, BoardContent side, BoardContent other, MergeResult result)
    {
        foreach (var task in side.Tasks.Where(t => result.Conflicts.All(c => c.Task != t.Key)))
        {
            var old = basis.Find(task.Key);
            if (result.Content.Find(task.Key) is not { } merged)
            {
                Xunit.Assert.True(old is not null && other.Find(task.Key) is null && old.SameValues(task), $"{task.Key} is lost");
                continue;
            }

            foreach (var (name, value) in task.Properties.Where(p => old?[p.Key] is not { } before || !JsonText.AreEqual(before, p.Value)))
            {
                var kept = merged[name] is { } now && (JsonText.AreEqual(now, value) || (IsList(now) && IsList(value) && HoldsNew(now, value, old?[name])));
                Xunit.Assert.True(kept || OnlySpelt(name, old, task) || OnlySpelt(name, merged, task), $"{name} of {task.Key} is lost: {value} became {merged[name]}");
            }
        }

        if (result.Conflicts.All(c => c.Task is not null))
        {
            foreach (var (name, value) in side.Root ?? [])
            {
                var before = basis.Root?.FirstOrDefault(p => p.Key == name).Value;
                Xunit.Assert.True(before is not null && JsonText.AreEqual(before, value) || result.Content.Root!.Any(p => p.Key == name && JsonText.AreEqual(p.Value, value)));
            }
        }
    }

    public static bool IsList(string value) => value[0] == '[';

    public static bool HoldsNew(string now, string value, string? before) =>
        JsonText.Elements(value).All(e => Holds(now, e) || (before is ['[', ..] && Holds(before, e)));

    private static bool Holds(string list, string element) => JsonText.Elements(list).Any(e => JsonText.AreEqual(e, element));

    // "pending" instead of "PENDING", or null instead of nothing, is no change that the other side could meet; nor is it lost where both sides meant the same.
    private static bool OnlySpelt(string name, TaskContent? old, TaskContent task) =>
        StateMerge.Names.Contains(name)
        && StateMerge.Meaning(old ?? TaskContent.Of(task.Key, []), name) == StateMerge.Meaning(task, name);
}
