namespace TaskBoard;

/// <summary>The words of <see cref="MonitorFinding.Code"/>. A word never changes its meaning.</summary>
public static class MonitorCodes
{
    /// <summary>The owner of <c>tasks.lock</c> is proven gone. Repair: the lock is broken.</summary>
    public const string StaleLock = "stale-lock";

    /// <summary>Something stands at <c>tasks.lock</c> that keeps everybody waiting, and nothing proves that it may go.</summary>
    public const string LockInTheWay = "lock-in-the-way";

    /// <summary>A claim outlived its lease. Repair: the task is PENDING again, or FAILED where its attempts are used up.</summary>
    public const string LeaseExpired = "lease-expired";

    /// <summary>A task is in somebody's hands by the file alone, so no clock takes it back.</summary>
    public const string NoLease = "no-lease";

    /// <summary>A task is in hand, and in nobody's.</summary>
    public const string NoOwner = "no-owner";

    /// <summary>An agent gave no sign of life for longer than it may. Repair: that is put on record, once for each silence.</summary>
    public const string AgentLost = "agent-lost";

    /// <summary><c>tasks.json</c> is missing, or cannot be read as a board.</summary>
    public const string BoardUnreadable = "board-unreadable";

    /// <summary>Something on the board is to be mended by a person; <c>taskboard check</c> says the same.</summary>
    public const string BoardProblem = "board-problem";

    /// <summary>A hand edit took off, or reset, most of the finished work.</summary>
    public const string FinishedWorkRemoved = "finished-work-removed";

    /// <summary><c>tasks.json</c> holds a hand edit that is not on record. Repair: it is recorded.</summary>
    public const string HistoryBehind = "history-behind";

    /// <summary>Whoever made the last change died in it. Repair: it is finished.</summary>
    public const string ChangeUnfinished = "change-unfinished";

    /// <summary>The history cannot be read, or was changed by somebody else.</summary>
    public const string HistoryDamaged = "history-damaged";

    /// <summary>There was a history, and it is gone.</summary>
    public const string HistoryGone = "history-gone";

    /// <summary>A temporary file was left by somebody who died. Repair: it is put away.</summary>
    public const string LeftOverFile = "left-over-file";

    /// <summary>There is little space left where the board is.</summary>
    public const string LowDiskSpace = "low-disk-space";

    /// <summary>The board changed since it was backed up. Repair: it is backed up.</summary>
    public const string BackupDue = "backup-due";

    /// <summary>Not everybody who may write in the board's directory may write what TaskBoard keeps there.</summary>
    public const string RightsDiffer = "rights-differ";

    /// <summary>A symbolic link stands where TaskBoard writes, and keeps changes back.</summary>
    public const string LinkInTheWay = "link-in-the-way";

    /// <summary>Something could not be looked at.</summary>
    public const string NotChecked = "not-checked";
}
