using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Monitoring;

/// <summary>Whose claims outlived their leases, and what no clock will ever take back.</summary>
internal static class LeaseCheck
{
    public static async Task<IReadOnlyList<MonitorFinding>> LookAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        if (scene.Head is null)
        {
            return [];
        }

        // Board and leases of one moment: a task that was completed in between would seem to have none.
        var board = await scene.Board.History.ReadAsync(Recorded, cancellationToken).ConfigureAwait(false);
        var standings = scene.Board.StandingOf(board);
        scene.NextDue = standings.Values.Where(s => !s.IsExpired).Min(s => s.LeaseExpiresAt);
        var findings = new List<MonitorFinding>();
        var over = board.Tasks.Where(t => !t.Held && standings.TryGetValue(t.Id, out var standing) && standing.IsExpired).ToList();
        if (over.Count > 0)
        {
            findings.AddRange(await ExpiredAsync(scene, over, standings, cancellationToken).ConfigureAwait(false));
        }

        findings.AddRange(board.Tasks
            .Where(t => !t.Held && Holding.HolderOf(t) is not null && standings.TryGetValue(t.Id, out var standing) && standing.LeaseExpiresAt is null)
            .Select(t => new MonitorFinding(
                MonitorCodes.NoLease, MonitorSeverity.Remark, $"task {t.Id}", $"{t.AssignedTo} has it in hand by the file alone: it has no lease, and no clock takes it back.", null)
            {
                Task = t.Id.Value,
            }));
        return findings;
    }

    private static BoardSnapshot Recorded(IHistoryReader? reader)
    {
        var content = reader?.Mirror().Content ?? HistoryReplay.Nothing.Content;
        return new BoardSnapshot
        {
            Tasks = content.Tasks.Select(t => t.Item).ToValueList(),
            Content = content,
            Leases = (reader?.Leases() ?? []).ToDictionary(l => l.Task, StringComparer.Ordinal),
        };
    }

    private static async Task<IEnumerable<MonitorFinding>> ExpiredAsync(
        MonitorScene scene, List<TaskItem> over, IReadOnlyDictionary<TaskId, TaskStanding> standings, CancellationToken cancellationToken)
    {
        // All in one change, at the first of them.
        Task<BoardChange?>? change = null;
        var findings = new List<MonitorFinding>();
        foreach (var task in over)
        {
            var finding = new MonitorFinding(
                MonitorCodes.LeaseExpired,
                MonitorSeverity.Warning,
                $"task {task.Id}",
                $"The lease of {task.AssignedTo} (attempt {task.Attempts}) ended{(standings[task.Id].LeaseExpiresAt is { } at ? $" at {Timestamps.Write(at)}" : "")}.",
                "Whoever claims next may have it.")
            {
                Task = task.Id.Value,
            };
            findings.Add(await scene.RepairedAsync(finding, async () =>
            {
                change ??= scene.Board.ExpireAsync(scene.By, cancellationToken);
                return Outcome(task, await change.ConfigureAwait(false));
            }).ConfigureAwait(false));
        }

        return findings;
    }

    private static string Outcome(TaskItem task, BoardChange? change) =>
        change?.Tasks.Contains(task.Id) != true ? "Its holder, or somebody else, was faster: nothing was to be done."
        : change.Snapshot.Find(task.Id) is { State: TaskState.Failed } ? "It is FAILED: its attempts are used up."
        : "It is PENDING again.";
}
