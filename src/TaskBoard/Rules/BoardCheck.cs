namespace TaskBoard.Rules;

/// <summary>Looks through a board: what the reader of the file found, and dependencies and parents that lead nowhere or in a circle. Pure.</summary>
internal static class BoardCheck
{
    /// <summary>All findings, those of the file first.</summary>
    public static IEnumerable<BoardFinding> Of(BoardSnapshot board) => OfFile(board).Concat(OfLinks(board)).Concat(OfCircles(board));

    private static IEnumerable<BoardFinding> OfFile(BoardSnapshot board)
    {
        // What holds nothing (an id written as a number) is a remark.
        var held = board.Tasks.Where(t => t.Held).SelectMany(t => t.Problems).ToHashSet();
        return board.Problems.Union(held)
            .Select(p => new BoardFinding(!board.Readable || held.Contains(p), p.ToString(), p.Task, p.Line, p.Column));
    }

    private static IEnumerable<BoardFinding> OfLinks(BoardSnapshot board)
    {
        var ids = board.Tasks.Select(t => t.Id.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var task in board.Tasks)
        {
            var (id, open) = (task.Id.Value, task.State is not (TaskState.Completed or TaskState.Cancelled));
            foreach (var missing in task.DependsOn.Where(d => !ids.Contains(d)))
            {
                yield return new(open, $"Task {id} depends on '{missing}', which is not on this board{(open ? "; it cannot be ready" : "")}.", id);
            }

            if (task.Parent is { } parent && !ids.Contains(parent))
            {
                yield return new(open, $"Task {id} has the parent '{parent}', which is not on this board.", id);
            }

            foreach (var missing in task.Related.Where(r => !ids.Contains(r)))
            {
                yield return new(false, $"Task {id} is related to '{missing}', which is not on this board.", id);
            }
        }
    }

    private static IEnumerable<BoardFinding> OfCircles(BoardSnapshot board)
    {
        var index = BoardIndex.Of(board.Content);
        var told = new HashSet<string>(StringComparer.Ordinal);
        for (var place = 0; place < index.Items.Length; place++)
        {
            if (index.Waits.CycleOf(place) is { } circle && told.Add(circle))
            {
                yield return new(true, $"These tasks wait for each other in a circle, so none of them can be ready: {circle}.", index.Items[place].Id.Value);
            }
        }
    }
}
