using TaskBoard.Rules;

namespace TaskBoard.History;

/// <content>Replay, forwards and backwards.</content>
internal static partial class BoardDiff
{
    /// <summary>The board that a change makes of the one it was made on (replay forwards).</summary>
    /// <exception cref="InvalidDataException">A change does not fit the board.</exception>
    public static MirrorBoard Apply(MirrorBoard board, IEnumerable<TaskChange> changes) => Replay(board, changes, forwards: true);

    /// <summary>The board that a change was made on (replay backwards); <paramref name="changes"/> newest first.</summary>
    /// <exception cref="InvalidDataException">A change does not fit the board.</exception>
    public static MirrorBoard Revert(MirrorBoard board, IEnumerable<TaskChange> changes) => Replay(board, changes, forwards: false);

    private static MirrorBoard Replay(MirrorBoard board, IEnumerable<TaskChange> changes, bool forwards)
    {
        var tasks = board.Content.Tasks.ToDictionary(t => t.Key, StringComparer.Ordinal);
        var positions = board.Positions.ToDictionary(StringComparer.Ordinal);
        var root = board.Content.Root;
        foreach (var change in changes)
        {
            if (change.Task is null)
            {
                var properties = PropertyChanges.Replay(root ?? [], change.Changes, forwards, out _);
                root = properties.Count == 0 ? null : properties;
                continue;
            }

            var there = tasks.GetValueOrDefault(change.Task);
            var replayed = PropertyChanges.Replay(there?.Properties ?? [], change.Changes, forwards, out var position);
            if (position is null && there is null)
            {
                throw new InvalidDataException($"An event changes task {change.Task}, which is not on the board at that point.");
            }

            // A task is on the board exactly as long as it has a position: so events say themselves who comes and who goes, whatever their word.
            if (position is { After: null })
            {
                tasks.Remove(change.Task);
                positions.Remove(change.Task);
                continue;
            }

            tasks[change.Task] = TaskContent.Of(change.Task, replayed);
            if (position is { After: { } place })
            {
                positions[change.Task] = place;
            }
        }

        var ordered = tasks.Values.ToArray();
        Array.Sort(ordered, (left, right) =>
        {
            var byPosition = string.CompareOrdinal(positions[left.Key], positions[right.Key]);
            return byPosition != 0 ? byPosition : string.CompareOrdinal(left.Key, right.Key);
        });
        return new MirrorBoard(new BoardContent(ordered, root), positions);
    }
}
