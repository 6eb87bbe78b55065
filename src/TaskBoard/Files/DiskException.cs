namespace TaskBoard.Files;

/// <summary>What the system said to an operation on a file. Translated to a <see cref="BoardException"/> at the edge of the library.</summary>
internal sealed class DiskException(DiskFault fault, string operation, string path, string systemMessage)
    : IOException($"{operation} {path}: {systemMessage}")
{
    /// <summary>What kind of refusal it is.</summary>
    public DiskFault Fault { get; } = fault;

    /// <summary>The operation, as a system call's name.</summary>
    public string Operation { get; } = operation;

    /// <summary>The path concerned.</summary>
    public string Path { get; } = path;

    /// <summary>The system's own words.</summary>
    public string SystemMessage { get; } = systemMessage;
}

/// <summary>Kinds of refusal that are told apart in messages.</summary>
internal enum DiskFault
{
    /// <summary>Any other I/O error.</summary>
    Io,

    /// <summary>No space, quota or inodes left (ENOSPC, EDQUOT).</summary>
    Full,

    /// <summary>Permission denied (EACCES, EPERM).</summary>
    Denied,

    /// <summary>The file system is read-only (EROFS).</summary>
    ReadOnly,

    /// <summary>The name is in use as a mount point or by another program (EBUSY, sharing violation).</summary>
    Busy,

    /// <summary>The two names are on different file systems (EXDEV).</summary>
    OtherDevice,

    /// <summary>A directory of the path is missing or is no directory (ENOENT, ENOTDIR), or the entry is of another kind (EISDIR, ELOOP).</summary>
    WrongKind,
}
