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
