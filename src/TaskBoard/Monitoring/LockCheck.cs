namespace TaskBoard.Monitoring;

/// <summary>Whether <c>tasks.lock</c> keeps people waiting although nobody is at work. Only proof breaks it, as in every turn.</summary>
internal static class LockCheck
{
    public static async Task<IReadOnlyList<MonitorFinding>> LookAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        if (await scene.Board.ReadLockAsync(cancellationToken).ConfigureAwait(false) is not { } held)
        {
            return [];
        }

        if (held.Verdict == BoardLockVerdict.Dead)
        {
            var stale = new MonitorFinding(
                MonitorCodes.StaleLock, MonitorSeverity.Warning, "tasks.lock", $"{held.Agent ?? "Somebody unknown"} left its lock behind. {held.Evidence}", "The next change breaks it.");
            return [await scene.RepairedAsync(stale, () => BreakAsync(scene, held, cancellationToken)).ConfigureAwait(false)];
        }

        // Whoever is at work has a lock for milliseconds, a script for as long as it works.
        var isOld = scene.Now - held.Since >= scene.Options.StaleLockTimeout;
        return held.Verdict != BoardLockVerdict.Foreign && !isOld
            ? []
            : [new MonitorFinding(
                MonitorCodes.LockInTheWay,
                held.Verdict == BoardLockVerdict.Alive ? MonitorSeverity.Warning : MonitorSeverity.Error,
                "tasks.lock",
                $"{(held.Since is { } since ? $"It has stood since {Files.Timestamps.Write(since)}. " : "")}{held.Evidence}",
                "'taskboard lock show' shows all of it. Nobody can change the board before it is gone.")];
    }

    /// <summary>A turn breaks it, and puts on record with what proof; whether the board can be changed after that is not the question here.</summary>
    private static async Task<string?> BreakAsync(MonitorScene scene, BoardLock held, CancellationToken cancellationToken)
    {
        try
        {
            await scene.Board.SettleAsync(scene.By, cancellationToken).ConfigureAwait(false);
        }
        catch (BoardException) when (!cancellationToken.IsCancellationRequested)
        {
            if ((await scene.Board.ReadLockAsync(cancellationToken).ConfigureAwait(false))?.Id == held.Id)
            {
                throw;
            }
        }

        return "It is broken, and kept in .taskboard/broken.";
    }
}
