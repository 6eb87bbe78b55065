namespace TaskBoard.Files;

/// <summary>
/// The tasks of a text that was read before. A task whose bytes are the same means the same: it is taken over, and not read again, where another
/// program changed only a few of many.
/// </summary>
/// <param name="pieces">What the tasks mean.</param>
/// <param name="list">Their texts.</param>
internal sealed class KnownTasks(IReadOnlyList<TaskPiece> pieces, ListText list)
{
    /// <summary>How far from its place a task is looked for: that many may have been added or removed before it at once.</summary>
    private const int Reach = 4;

    private int _next;

    /// <summary>The task with which a text begins; null: it is not known, and is to be read. Asked for each task in the order of the file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">How much of it the task is; 0 where it is not known.</param>
    public TaskPiece? At(ReadOnlySpan<byte> text, out int length)
    {
        for (var i = Math.Max(0, _next - Reach); i < Math.Min(_next + Reach, pieces.Count); i++)
        {
            // An object ends with its own bracket: what begins with its bytes is it. What has no id is called by its place.
            if (text.StartsWith(list.Items[i].Value.Span) && !pieces[i].IsWithoutId)
            {
                (_next, length) = (i + 1, list.Items[i].Value.Length);
                return pieces[i];
            }
        }

        (_next, length) = (_next + 1, 0);
        return null;
    }
}
