namespace TaskBoard.Monitoring;

/// <summary>Whether <c>tasks.json</c> can be read, and what on the board a person should mend; the same as <c>taskboard check</c> says.</summary>
internal static class ContentCheck
{
    /// <summary>On a board with more problems, each of them is not worth a line of its own.</summary>
    private const int Most = 20;

    public static async Task<IReadOnlyList<MonitorFinding>> LookAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        try
        {
            scene.Snapshot = await scene.Board.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BoardUnreadableException e)
        {
            return Limited([.. e.Problems.Select(p => Unreadable(new BoardFinding(true, p.Message, p.Task, p.Line, p.Column)))]);
        }
        catch (BoardException e) when (e is BoardNotFoundException or BoardMissingException or BoardTooLargeException or BoardAccessException)
        {
            return [Unreadable(new BoardFinding(true, e.Message))];
        }

        var problems = scene.Snapshot.Check().Where(f => f.IsProblem);
        return Limited([.. scene.Snapshot.Readable ? problems.Select(Problem) : problems.Select(Unreadable)]);
    }

    private static MonitorFinding Unreadable(BoardFinding finding) =>
        new(MonitorCodes.BoardUnreadable, MonitorSeverity.Error, PlaceOf(finding), finding.Message, null) { Task = finding.Task };

    private static MonitorFinding Problem(BoardFinding finding) =>
        new(finding.Code ?? MonitorCodes.BoardProblem, MonitorSeverity.Warning, PlaceOf(finding), finding.Message, null) { Task = finding.Task };

    private static string PlaceOf(BoardFinding finding) => finding.Line == 0 ? "tasks.json" : $"tasks.json:{finding.Line}:{finding.Column}";

    private static List<MonitorFinding> Limited(List<MonitorFinding> findings) => findings.Count <= Most
        ? findings
        : [.. findings.Take(Most), findings[Most] with { Where = "tasks.json", Task = null, Message = $"There are {findings.Count - Most} more.", Advice = "'taskboard check' lists all." }];
}
