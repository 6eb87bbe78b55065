using System.Globalization;
using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>Tasks of two versions that have the same id because each side gave it to a task of its own: people number by hand.</summary>
internal static class Namesakes
{
    private static readonly string[] _lists = ["depends_on", "related"];

    /// <summary>
    /// Their version with other ids for such tasks, and links that follow: in their version the id means their task. A link that was there before
    /// either had a task of this id leads to both.
    /// </summary>
    public static MergeResult Rename(BoardContent basis, BoardContent ours, BoardContent theirs)
    {
        var taken = basis.Tasks.Concat(ours.Tasks).Concat(theirs.Tasks).Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var conflicts = new List<MergeConflict>();
        foreach (var task in theirs.Tasks)
        {
            if (basis.Find(task.Key) is null && ours.Find(task.Key) is { } other && task.Item.Id != default && !AreOne(other, task))
            {
                var name = FreeId(task.Key, taken);
                names.Add(task.Key, name);
                conflicts.Add(new MergeConflict(
                    task.Key,
                    $"new task: ours and theirs each gave the id {task.Key} to another task; ours keeps it, theirs became {name}, and what links to it in theirs "
                    + $"follows. Theirs was: {task.Json}"));
            }
        }

        return names.Count == 0
            ? new MergeResult(theirs, [])
            : new MergeResult(new BoardContent(theirs.Tasks.Select(task => Renamed(task, basis.Find(task.Key), names)).ToArray(), theirs.Root), conflicts);
    }

    /// <summary>Whether two tasks of the same id are the same one, added on both sides (picked from one to the other): made at the same time, or called the same.</summary>
    private static bool AreOne(TaskContent ours, TaskContent theirs) =>
        ours.SameValues(theirs)
        || (ours.Item.CreatedAt is { } created && theirs.Item.CreatedAt == created)
        || (ours.Item.Title.Length > 0 && ours.Item.Title == theirs.Item.Title);

    private static string FreeId(string id, HashSet<string> taken)
    {
        for (var number = 2; ; number++)
        {
            var end = $"-{number.ToString(CultureInfo.InvariantCulture)}";
            var length = Math.Min(id.Length, TaskId.MaxLength - end.Length);
            var free = id[..(char.IsHighSurrogate(id[length - 1]) ? length - 1 : length)] + end;
            if (taken.Add(free))
            {
                return free;
            }
        }
    }

    private static TaskContent Renamed(TaskContent task, TaskContent? before, Dictionary<string, string> names)
    {
        var result = names.TryGetValue(task.Key, out var name)
            ? TaskContent.Of(name, task.Properties.Select(p => p.Key == "id" ? KeyValuePair.Create("id", JsonText.Quote(name)) : p))
            : task;
        foreach (var list in _lists)
        {
            if (task[list] is ['[', ..] links && JsonText.Elements(links) is var ids && ids.Any(id => NewName(id) is not null))
            {
                var known = before?[list] is ['[', ..] old ? JsonText.Elements(old).Select(IdOf).ToHashSet(StringComparer.Ordinal) : [];
                result = result.With(list, JsonText.Array(ids.SelectMany(id =>
                    NewName(id) is not { } renamed ? [id] : known.Contains(IdOf(id)) ? new[] { id, renamed } : [renamed])));
            }
        }

        return task["parent"] is { } parent && NewName(parent) is { } other && IdOf(before?["parent"]) != IdOf(parent) ? result.With("parent", other) : result;

        string? NewName(string json) => IdOf(json) is { } id && names.TryGetValue(id, out var found) ? JsonText.Quote(found) : null;
    }

    /// <summary>The id that is meant; a number is one too.</summary>
    private static string? IdOf(string? json) => json is [>= '0' and <= '9' or '-', ..] ? json : JsonText.Text(json);
}
