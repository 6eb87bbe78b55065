namespace TaskBoard;

/// <summary>The board's lock was not obtained in time; nothing was changed.</summary>
public sealed class BoardLockedException : BoardException
{
    internal BoardLockedException(string message, string lockPath, string? heldBy = null, DateTimeOffset? since = null, bool? ownerLives = null)
        : base(BoardErrorCodes.BoardLocked, BoardErrorKind.Locked, message)
    {
        LockPath = lockPath;
        HeldBy = heldBy;
        Since = since;
        OwnerLives = ownerLives;
    }

    /// <summary>The file that is in the way.</summary>
    public string LockPath { get; }

    /// <summary>Who holds it; null: not known.</summary>
    public string? HeldBy { get; }

    /// <summary>Since when; null: not known.</summary>
    public DateTimeOffset? Since { get; }

    /// <summary>Whether that process lives; null: cannot be told.</summary>
    public bool? OwnerLives { get; }
}

/// <summary>Somebody took <c>tasks.lock</c> away during our turn; nothing was changed.</summary>
public sealed class BoardLockLostException : BoardException
{
    internal BoardLockLostException(string message, string lockPath)
        : base(BoardErrorCodes.BoardLockLost, BoardErrorKind.Locked, message) => LockPath = lockPath;

    /// <summary>The lock file.</summary>
    public string LockPath { get; }
}

/// <summary>An operator asked to break a lock that may not be broken; it is as it was.</summary>
public sealed class LockNotBrokenException : BoardException
{
    internal LockNotBrokenException(string message, string lockPath, string lockId, BoardLockVerdict? verdict = null)
        : base(BoardErrorCodes.LockNotBroken, BoardErrorKind.Refused, message)
    {
        LockPath = lockPath;
        LockId = lockId;
        Verdict = verdict;
    }

    /// <summary>The lock file.</summary>
    public string LockPath { get; }

    /// <summary>The id of the lock that is there; where it changed while it was being broken, the one that was asked for.</summary>
    public string LockId { get; }

    /// <summary>Why it may not be broken; null: because it is another lock than the one that was named.</summary>
    public BoardLockVerdict? Verdict { get; }
}

/// <summary>An operator asked to break a lock, and there is none.</summary>
public sealed class LockNotFoundException : BoardException
{
    internal LockNotFoundException(string message, string lockPath)
        : base(BoardErrorCodes.LockNotFound, BoardErrorKind.NotFound, message) => LockPath = lockPath;

    /// <summary>Where one would be.</summary>
    public string LockPath { get; }
}
