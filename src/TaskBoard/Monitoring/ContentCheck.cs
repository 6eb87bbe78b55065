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
            return Limited([.. e.Problems.Select(Unreadable)]);
        }
        catch (BoardException e) when (e is BoardNotFoundException or BoardMissingException or BoardTooLargeException or BoardAccessException)
        {
            return [Unreadable(new BoardProblem(0, 0, e.Message))];
        }

        return Limited([.. scene.Snapshot.Readable ? scene.Snapshot.Check(await PersonasAsync(scene, cancellationToken).ConfigureAwait(false)).Where(f => f.IsProblem).Select(Problem) : scene.Snapshot.Problems.Select(Unreadable)]);
    }

    /// <summary>The personas that are described, where a task asks for one. What keeps them from being read is told where the history is looked at.</summary>
    private static async Task<IReadOnlyCollection<Persona>> PersonasAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        try
        {
            return scene.Snapshot!.Tasks.Any(task => !string.IsNullOrEmpty(task.Persona)) ? await scene.Board.PersonasAsync(cancellationToken).ConfigureAwait(false) : [];
        }
        catch (BoardException)
        {
            return [];
        }
    }

    private static MonitorFinding Unreadable(BoardProblem problem) =>
        new(MonitorCodes.BoardUnreadable, MonitorSeverity.Error, PlaceOf(problem.Line, problem.Column), problem.Message, null) { Task = problem.Task };

    private static MonitorFinding Problem(BoardFinding finding) =>
        new(finding.Code ?? MonitorCodes.BoardProblem, MonitorSeverity.Warning, PlaceOf(finding.Line, finding.Column), finding.Message, null) { Task = finding.Task };

    private static string PlaceOf(int line, int column) => line == 0 ? "tasks.json" : $"tasks.json:{line}:{column}";

    private static List<MonitorFinding> Limited(List<MonitorFinding> findings) => findings.Count <= Most
        ? findings
        : [.. findings.Take(Most), findings[Most] with { Where = "tasks.json", Task = null, Message = $"There are {findings.Count - Most} more.", Advice = "'taskboard check' lists all." }];
}
