namespace TaskBoard;

/// <summary>The history was written by a newer version of TaskBoard; nothing was changed.</summary>
public sealed class HistoryTooNewException : BoardException
{
    internal HistoryTooNewException(string path, int version, int known)
        : base(BoardErrorCodes.HistoryTooNew, BoardErrorKind.Unreadable,
            $"{path} has schema version {version}; this program knows versions up to {known}. Nothing was changed. Use the newer TaskBoard that wrote it.")
    {
        Path = path;
        Version = version;
    }

    /// <summary>The database.</summary>
    public string Path { get; }

    /// <summary>Its schema version.</summary>
    public int Version { get; }
}

/// <summary>The history database is damaged, or no database; it was left as it is.</summary>
public sealed class HistoryDamagedException : BoardException
{
    internal HistoryDamagedException(string path, string message, Exception? innerException = null)
        : base(BoardErrorCodes.HistoryDamaged, BoardErrorKind.Unreadable, message, innerException) => Path = path;

    /// <summary>Whether SQLite itself cannot read it (CORRUPT, NOTADB, a log without its database): only then may it be moved aside.</summary>
    internal bool IsBroken => Damage is not null;

    /// <summary>What SQLite cannot read, without what to do about it; null: it can read all.</summary>
    internal string? Damage { get; init; }

    /// <summary>The database.</summary>
    public string Path { get; }
}

/// <summary>An error came at the commit point: whether the change happened could not be found out in time. It will not be lost if it did.</summary>
public sealed class BoardInDoubtException : BoardException
{
    internal BoardInDoubtException(long revision, string message, Exception? innerException = null)
        : base(BoardErrorCodes.BoardInDoubt, BoardErrorKind.Failed, message, innerException) => Revision = revision;

    /// <summary>The revision that the change has if it happened.</summary>
    public long Revision { get; }
}

/// <summary>The history has no such revision, or nothing as old as that time.</summary>
public sealed class RevisionNotFoundException : BoardException
{
    internal RevisionNotFoundException(string what, long lastRevision)
        : base(BoardErrorCodes.RevisionNotFound, BoardErrorKind.NotFound,
            $"The history has no {what}; it goes from revision 0 to {lastRevision}.") => LastRevision = lastRevision;

    /// <summary>The last revision there is.</summary>
    public long LastRevision { get; }
}
