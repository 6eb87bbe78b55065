using System.Globalization;
using TaskBoard.Files;
using TaskBoard.Rules;

namespace TaskBoard.History;

/// <content>The difference.</content>
internal static partial class BoardDiff
{
    private static readonly KeyValuePair<string, string>[] Nothing = [];

    /// <summary>The difference, and how the mirror follows.</summary>
    /// <param name="before">The board as the mirror has it (or the file with the same content).</param>
    /// <param name="after">The board as it is now.</param>
    /// <param name="positionOf">
    /// The position of a task of <paramref name="before"/> in the mirror. Asked only for tasks that differ, and for the neighbours of
    /// those that are added or moved.
    /// </param>
    public static BoardDelta Between(BoardContent before, BoardContent after, Func<string, string?> positionOf)
    {
        if (ReferenceEquals(before, after))
        {
            return new BoardDelta([], MirrorChange.None);
        }

        var root = ReferenceEquals(before.Root, after.Root) ? null : new MirrorRoot(after.Root is null ? null : JsonText.Object(after.Root));

        string Position(TaskContent task) =>
            positionOf(task.Key) ?? throw RowCheck.GoneFault(task.Key);

        var (changes, upserts, deletes) = (new List<TaskChange>(), new List<MirrorTask>(), new List<string>());
        var places = before.PlacesOfOthers(after);
        var order = places is null ? TaskOrder.Match(before, after) : null;
        foreach (var task in order is null ? [] : order.Deleted.Select(at => before.Tasks[at]))
        {
            var lost = PropertyChanges.Between(task.Properties, Nothing, Position(task), null)!;
            changes.Add(new TaskChange(task.Key, BoardEventKind.Deleted, StatusWord(task), null, lost));
            deletes.Add(task.Key);
        }

        if (PropertyChanges.Between(before.Root ?? Nothing, after.Root ?? Nothing, null, null) is { } around)
        {
            changes.Add(new TaskChange(null, BoardEventKind.Updated, null, null, around));
        }

        foreach (var place in places ?? [])
        {
            Compare(before.Tasks[place], after.Tasks[place], null);
        }

        if (order is not null)
        {
            var positions = order.NewPositions(at => Position(before.Tasks[at]));
            for (var i = 0; i < after.Tasks.Count; i++)
            {
                Compare(order.OldPlaces[i] is >= 0 and var place ? before.Tasks[place] : null, after.Tasks[i], positions[i]);
            }
        }

        return new BoardDelta(changes, new MirrorChange(upserts, deletes, root));

        void Compare(TaskContent? old, TaskContent task, string? newPosition)
        {
            var same = old is not null && (ReferenceEquals(old, task) || old.SameValues(task));
            if (same && newPosition is null)
            {
                return;
            }

            var oldPosition = old is null ? null : Position(old);
            var position = newPosition ?? oldPosition!;
            var changed = PropertyChanges.Between(old?.Properties ?? Nothing, task.Properties, oldPosition, position)!;
            changes.Add(new TaskChange(task.Key, Word(old, task, same), old is null ? null : StatusWord(old), StatusWord(task), changed));
            upserts.Add(new MirrorTask(task.Key, position, task.Json, old?.Json));
        }
    }

    private static string Word(TaskContent? old, TaskContent task, bool onlyMoved)
    {
        if (old is null)
        {
            return BoardEventKind.Created;
        }

        if (onlyMoved)
        {
            return BoardEventKind.Moved;
        }

        if (Attempts(task) > Attempts(old))
        {
            return BoardEventKind.Assigned;
        }

        if (StatusWord(task) != StatusWord(old))
        {
            return BoardEventKind.StatusChanged;
        }

        // Absent and null both mean nobody.
        return (task["assigned_to"] ?? "null") != (old["assigned_to"] ?? "null") ? BoardEventKind.Assigned : BoardEventKind.Updated;
    }

    /// <summary>The state's word, or what stands for it in the file.</summary>
    public static string StatusWord(TaskContent task)
    {
        var status = task["status"];
        var text = JsonText.Text(status) ?? status;
        return text is null ? Words.ToWord(TaskState.Pending) : Words.ParseState(text)?.ToWord() ?? text;
    }

    private static long Attempts(TaskContent task) =>
        long.TryParse(task["attempts"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var attempts) ? attempts : 0;
}
