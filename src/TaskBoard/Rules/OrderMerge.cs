namespace TaskBoard.Rules;

/// <summary>The order of the tasks of a merged board.</summary>
internal static class OrderMerge
{
    /// <summary>
    /// The keys in the order of the hand edit, ours added after the task that each followed; in our order, theirs added likewise, where only
    /// we moved tasks.
    /// </summary>
    public static IEnumerable<string> Keys(BoardContent basis, BoardContent ours, BoardContent theirs, Func<string, bool> isThere)
    {
        var (first, second) = Moved(basis, ours) && !Moved(basis, theirs) ? (ours, theirs) : (theirs, ours);
        var result = new LinkedList<string>();
        var nodes = new Dictionary<string, LinkedListNode<string>>(StringComparer.Ordinal);
        foreach (var key in first.Tasks.Select(t => t.Key).Where(isThere))
        {
            nodes.Add(key, result.AddLast(key));
        }

        LinkedListNode<string>? previous = null;
        foreach (var key in second.Tasks.Select(t => t.Key).Where(isThere))
        {
            if (!nodes.TryGetValue(key, out var node))
            {
                node = previous is null ? result.AddFirst(key) : result.AddAfter(previous, key);
                nodes.Add(key, node);
            }

            previous = node;
        }

        return result;
    }

    private static bool Moved(BoardContent basis, BoardContent board)
    {
        var last = -1;
        foreach (var place in board.Tasks.Select(t => basis.PlaceOf(t.Key)).Where(place => place >= 0))
        {
            if (place < last)
            {
                return true;
            }

            last = place;
        }

        return false;
    }
}
