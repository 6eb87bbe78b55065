using TaskBoard.History;

namespace TaskBoard.Monitoring;

/// <summary>Whether the history can be read, is whole, and tells all that happened.</summary>
internal static class HistoryCheck
{
    private const string Place = ".taskboard/history.db";
    private const int ProblemsTold = 3;

    public static async Task<IReadOnlyList<MonitorFinding>> LookAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        try
        {
            scene.Head = await scene.Board.History.ReadAsync(reader => reader?.Head(), cancellationToken).ConfigureAwait(false);
            var findings = new List<MonitorFinding>();
            if (scene.Head is null && await LostAsync(scene, cancellationToken).ConfigureAwait(false) is { } lost)
            {
                findings.Add(lost);
            }

            // Of a file that cannot be read, verification would say the same once more. Before anything is recorded: a turn puts away what tells of a lost end.
            if (scene is { Head: not null, Snapshot.Readable: true } && await DamageAsync(scene, cancellationToken).ConfigureAwait(false) is { } damage)
            {
                findings.Add(Damaged(scene, damage));
            }

            if (scene.Head?.LastCommit is { State: CommitState.Pending } pending)
            {
                findings.Add(await UnfinishedAsync(scene, pending, cancellationToken).ConfigureAwait(false));
            }

            if (scene is { Head: not null, Snapshot.Readable: true } && await scene.Board.History.IsBehindFileAsync(cancellationToken).ConfigureAwait(false))
            {
                findings.Add(await BehindAsync(scene, cancellationToken).ConfigureAwait(false));
            }

            return findings;
        }
        catch (Exception e) when (e is HistoryDamagedException or HistoryTooNewException)
        {
            scene.Head = null;
            return [Damaged(scene, e.Message)];
        }
    }

    /// <summary>That there was a history where none is; null: none was.</summary>
    private static async Task<MonitorFinding?> LostAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        switch (await scene.Board.History.StandingAsync(cancellationToken).ConfigureAwait(false))
        {
            case HistoryStanding.Gone:
                scene.IsDamaged = true;
                return new MonitorFinding(MonitorCodes.HistoryGone, MonitorSeverity.Error, Place, LostHistory.Gone(scene.Paths.History), null);
            case HistoryStanding.Elsewhere:
                return new MonitorFinding(MonitorCodes.HistoryGone, MonitorSeverity.Remark, Place, LostHistory.Elsewhere, null);
            default:
                return null;
        }
    }

    private static Task<MonitorFinding> UnfinishedAsync(MonitorScene scene, CommitRecord pending, CancellationToken cancellationToken)
    {
        var finding = new MonitorFinding(
            MonitorCodes.ChangeUnfinished,
            MonitorSeverity.Warning,
            Place,
            $"Revision {pending.LastRevision ?? scene.Head!.LastRevision} is on record and not marked as shown: whoever made it died in the midst of it.",
            "The next change finishes it.");
        return scene.RepairedAsync(finding, async () =>
        {
            await scene.Board.SettleAsync(scene.By, cancellationToken).ConfigureAwait(false);
            return "It is finished.";
        });
    }

    private static Task<MonitorFinding> BehindAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        var finding = new MonitorFinding(
            MonitorCodes.HistoryBehind, MonitorSeverity.Remark, "tasks.json", "It holds a hand edit that is not on record.", "The next change records it.");
        return scene.RepairedAsync(finding, async () =>
        {
            await scene.Board.SettleAsync(scene.By, cancellationToken).ConfigureAwait(false);
            return $"It is on record as revision {await scene.Board.History.LastRevisionAsync(cancellationToken).ConfigureAwait(false)}.";
        });
    }

    /// <summary>What does not fit; null: all does. A whole verification, at its time only.</summary>
    private static async Task<string?> DamageAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        var memory = scene.Memory;
        if (memory.VerifiedAt is null || scene.Now - memory.VerifiedAt >= scene.Asked.VerifyEvery)
        {
            var verified = await scene.Board.History.VerifyAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            memory.VerifiedAt = scene.Now;
            memory.Damage = verified.IsIntact ? null
                : string.Join(' ', verified.Problems.Take(ProblemsTold))
                    + (verified.Problems.Count > ProblemsTold ? $" And {verified.Problems.Count - ProblemsTold} more." : "");
        }

        return memory.Damage;
    }

    private static MonitorFinding Damaged(MonitorScene scene, string message)
    {
        scene.IsDamaged = true;
        return new MonitorFinding(
            MonitorCodes.HistoryDamaged, MonitorSeverity.Error, Place, message,
            "Copy .taskboard elsewhere before anything else; 'taskboard verify' says more, and earlier copies are in .taskboard/backups.");
    }
}
