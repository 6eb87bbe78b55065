using System.Globalization;

namespace TaskBoard.Cli.Import;

/// <summary>
/// Gives every task of a tag its id. Ids are text. A subtask is <c>parent.sub</c>, unless its id begins with its parent's already; one that
/// belongs to another parent, or that is there twice, gets the next free number under its own parent.
/// </summary>
internal sealed class IdAssignment(string prefix, ImportRemarks remarks)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Names all tasks of a list, subtasks after their parents.</summary>
    public void Assign(IReadOnlyList<SourceTask> siblings)
    {
        var unnamed = new List<SourceTask>();
        foreach (var task in siblings)
        {
            if (Natural(task) is { } id && _taken.Add(id))
            {
                task.LocalId = id;
            }
            else
            {
                unnamed.Add(task);
            }
        }

        foreach (var task in unnamed)
        {
            task.LocalId = NextFree(task, siblings);
            _taken.Add(task.LocalId);
            task.Renamed = true;
            remarks.Add(KindOf(task), $"{task.SourceId ?? "(none)"} is now {prefix}{task.LocalId}");
        }

        foreach (var task in siblings)
        {
            task.Id = prefix + task.LocalId;
            Assign(task.Children);
        }
    }

    private static string? Natural(SourceTask task)
    {
        if (task.SourceId is not { } id || TaskId.Fault(id) is not null || id.Length > TaskId.MaxLength / 2)
        {
            return null;
        }

        if (task.Parent is not { } parent)
        {
            return id;
        }

        // "3.2" in task 3 is a full id; in task 18 it is foreign.
        return BelongsTo(id, parent) ? $"{parent.LocalId}.{id[(id.LastIndexOf('.') + 1)..]}" : id.Contains('.') ? null : $"{parent.LocalId}.{id}";
    }

    private static bool BelongsTo(string id, SourceTask parent) =>
        id.LastIndexOf('.') is > 0 and var dot && (id[..dot] == parent.LocalId || id[..dot] == parent.SourceId);

    private string NextFree(SourceTask task, IReadOnlyList<SourceTask> siblings)
    {
        var stem = task.Parent is { } parent ? parent.LocalId + "." : "";
        var number = siblings.Select(s => NumberOf(s.LocalId, stem)).Max() + 1;
        while (_taken.Contains(stem + number.ToString(CultureInfo.InvariantCulture)))
        {
            number++;
        }

        return stem + number.ToString(CultureInfo.InvariantCulture);
    }

    private static long NumberOf(string id, string stem) =>
        id.StartsWith(stem, StringComparison.Ordinal) && int.TryParse(id.AsSpan(stem.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string KindOf(SourceTask task)
    {
        if (task.SourceId is not { } id)
        {
            return "tasks without an id got one";
        }

        return TaskId.Fault(id) is not null || id.Length > TaskId.MaxLength / 2 ? "ids that cannot be one were replaced"
            : Natural(task) is null ? "subtasks under the id of another task got one of their own"
            : "ids that were there twice were made unique";
    }
}
