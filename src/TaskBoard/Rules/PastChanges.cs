namespace TaskBoard.Rules;

/// <summary>What of the past is found the same way wherever it is read.</summary>
internal static class PastChanges
{
    /// <summary>What an agent changed last (<see cref="IBoardPast.LastChangeOf"/>), of events that come newest first.</summary>
    public static IReadOnlyList<BoardEvent> LastOf(string agent, IEnumerable<BoardEvent> newestFirst)
    {
        var result = new List<BoardEvent>();
        foreach (var item in newestFirst.Where(e => e.Agent == agent && e.Changes is not null && e.Source != BoardEventSource.Monitor))
        {
            if (result.Count > 0 && item.Revision != result[0].Revision)
            {
                break;
            }

            result.Add(item);
        }

        result.Reverse();
        return result;
    }
}
