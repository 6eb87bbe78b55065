using TaskBoard.Files;

namespace TaskBoard.Locking;

/// <summary>What is said when a lock was not obtained: what, who, since when, whether it lives, and what to do.</summary>
internal static class LockMessages
{
    private const string LookAtIt = "`taskboard lock show` tells what is known about it.";

    /// <summary>Somebody has the turn.</summary>
    public static BoardLockedException TurnHeld(BoardPaths paths, LockRecord? holder, TimeSpan waited)
    {
        var who = holder is null
            ? "Another TaskBoard process"
            : $"{LockEvidence.Short(holder.Agent)}{Process(holder)}";
        var since = holder?.Since is { } time ? $" since {LockEvidence.Time(time)}" : "";
        return new BoardLockedException(
            $"The board {paths.Directory} is busy: {who} has had its turn{since} and is alive (it holds {paths.CommitLock}). "
            + $"Waited {LockEvidence.Span(waited)}; nothing was changed. Try again, or see why that process does not go on. {LookAtIt}",
            paths.CommitLock, holder?.Agent, holder?.Since, ownerLives: true);
    }

    /// <summary>A visible lock is in the way.</summary>
    public static BoardLockedException Locked(BoardPaths paths, LockRecord? record, LockVerdict verdict, TimeSpan waited)
    {
        var who = record is null ? "" : $" by {LockEvidence.Short(record.Agent)}{Process(record)}";
        var since = record?.Since is { } time ? $" since {LockEvidence.Time(time)}" : "";
        var what = verdict.Kind == BoardLockVerdict.Foreign ? $"{paths.Lock} is in the way" : $"The board is locked{who}{since}: {paths.Lock}";
        var advice = verdict.Kind switch
        {
            BoardLockVerdict.Foreign => "Find out what it belongs to, and move it if nothing needs it there.",
            BoardLockVerdict.Elsewhere => $"Wait for it, or have it broken by somebody who knows that its owner is gone. {LookAtIt}",
            _ => $"Wait for it, or ask its owner. {LookAtIt}",
        };
        return new BoardLockedException(
            $"{what}. {verdict.Evidence} Waited {LockEvidence.Span(waited)}; nothing was changed. {advice}",
            paths.Lock, record?.Agent, record?.Since, Lives(verdict));
    }

    /// <summary>The lock changed hands so often that it was never ours.</summary>
    public static BoardLockedException NeverFree(BoardPaths paths, TimeSpan waited) => new(
        $"The lock {paths.Lock} changed hands each time it was tried. Waited {LockEvidence.Span(waited)}; nothing was changed. Try again. {LookAtIt}",
        paths.Lock);

    /// <summary>A lock was not there any more when it was to be given back.</summary>
    public static string TakenAway(BoardPaths paths) =>
        $"{paths.Lock} was deleted or replaced by somebody while it was held; what is there now was left alone. What was done stands, but others may have "
        + "changed the board at the same time. Look who deletes locks.";

    private static bool? Lives(LockVerdict verdict) => verdict.Kind switch
    {
        BoardLockVerdict.Alive when verdict.IsProven => true,
        BoardLockVerdict.Dead => false,
        _ => null,
    };

    private static string Process(LockRecord record) =>
        record.Pid is { } pid ? $" (process {pid}{(record.Host is { } host ? $" on {LockEvidence.Short(host)}" : "")})" : "";
}
