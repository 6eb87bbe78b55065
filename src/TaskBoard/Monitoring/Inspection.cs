using TaskBoard.Files;

namespace TaskBoard.Monitoring;

/// <summary>One look at a board: all checks, in an order in which what one of them repairs or finds out serves the next.</summary>
internal static class Inspection
{
    private delegate Task<IReadOnlyList<MonitorFinding>> Check(MonitorScene scene, CancellationToken cancellationToken);

    /// <summary>What a monitor looks at.</summary>
    private static readonly (string Where, Check LookAsync)[] Checks =
    [
        ("tasks.lock", LockCheck.LookAsync),
        ("tasks.json", ContentCheck.LookAsync),
        (".taskboard/history.db", HistoryCheck.LookAsync),
        (".taskboard/history.db", LeaseCheck.LookAsync),
        (".taskboard/history.db", AgentCheck.LookAsync),
        (".taskboard/history.db", FinishedWorkCheck.LookAsync),
        (".taskboard", LeftOverCheck.LookAsync),
        (".taskboard", RightsCheck.LookAsync),
        (".", DiskSpaceCheck.LookAsync),
        (".taskboard/backups", BackupCheck.LookAsync),
    ];

    /// <summary>What is looked at when somebody asks for repairs: what keeps a board from being read or changed. What stands on it, and what clocks bring, is not part of it.</summary>
    private static readonly (string Where, Check LookAsync)[] Repairs =
    [
        ("tasks.lock", LockCheck.LookAsync),
        ("tasks.json", FenceCheck.LookAsync),
        (".taskboard/history.db", DamageCheck.LookAsync),
        (".taskboard/history.db", static (scene, token) => scene.IsDamaged ? Nothing : UnfitRowCheck.LookAsync(scene, token)),
        (".taskboard/history.db", static (scene, token) => scene.IsDamaged ? Nothing : HistoryCheck.LookAsync(scene, token)),
        (".taskboard", LeftOverCheck.LookAsync),
        (".taskboard", RightsCheck.LookAsync),
    ];

    private static Task<IReadOnlyList<MonitorFinding>> Nothing => Task.FromResult<IReadOnlyList<MonitorFinding>>([]);

    /// <summary>Looks.</summary>
    public static Task<MonitorPass> RunAsync(MonitorScene scene, CancellationToken cancellationToken) => RunAsync(Checks, scene, cancellationToken);

    /// <summary>Looks for what can be repaired.</summary>
    public static Task<MonitorPass> RepairAsync(MonitorScene scene, CancellationToken cancellationToken) => RunAsync(Repairs, scene, cancellationToken);

    private static async Task<MonitorPass> RunAsync((string Where, Check LookAsync)[] checks, MonitorScene scene, CancellationToken cancellationToken)
    {
        var findings = new List<MonitorFinding>();
        foreach (var (where, lookAsync) in checks)
        {
            findings.AddRange(await LookAsync(where, lookAsync, scene, cancellationToken).ConfigureAwait(false));
        }

        return new MonitorPass
        {
            At = scene.Now,
            Revision = await RevisionAsync(scene, cancellationToken).ConfigureAwait(false),
            Findings = findings.OrderByDescending(f => f.Severity).ToValueList(),
            NextDue = scene.NextDue,
        };
    }

    /// <summary>What one check found. That it could not look keeps the others from nothing.</summary>
    private static async Task<IReadOnlyList<MonitorFinding>> LookAsync(string where, Check lookAsync, MonitorScene scene, CancellationToken cancellationToken)
    {
        try
        {
            return await lookAsync(scene, cancellationToken).ConfigureAwait(false);
        }
        catch (DiskException e)
        {
            return [NotChecked(where, DiskErrors.Translate(e, reading: true).Message)];
        }
        catch (BoardException e)
        {
            return [NotChecked(where, e.Message)];
        }
    }

    private static MonitorFinding NotChecked(string where, string message) => new(MonitorCodes.NotChecked, MonitorSeverity.Warning, where, message, null);

    /// <summary>What repairs came to is asked for; where nothing was repaired it is known.</summary>
    private static async Task<long?> RevisionAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        if (!scene.Asked.Repair || scene.Head is null)
        {
            return scene.Head?.LastRevision;
        }

        try
        {
            return await scene.Board.History.LastRevisionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BoardException)
        {
            return scene.Head.LastRevision;
        }
    }
}
