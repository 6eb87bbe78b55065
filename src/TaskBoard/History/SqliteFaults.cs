using SQLitePCL;
using TaskBoard.Files;

namespace TaskBoard.History;

/// <summary>
/// What SQLite's error codes mean here. Damaged means CORRUPT or NOTADB, nothing else: a full disk or a busy database must never look like
/// a reason to move the history aside.
/// </summary>
internal static class SqliteFaults
{
    private const int CannotOpenDirectory = raw.SQLITE_CANTOPEN | (2 << 8);
    private const int CannotGrowSharedMemory = raw.SQLITE_IOERR | (19 << 8);

    private static readonly string[] Foreign = ["no such table", "no such column", "no such view", "has no column named", "duplicate column name", "already exists"];

    /// <summary>The exception for an error code.</summary>
    public static Exception Of(int code, string message, string operation, string path) => (code & 0xFF) switch
    {
        // SQLite says CORRUPT as well where the system could not read what should be there.
        raw.SQLITE_CORRUPT => Damaged(path, $"{message}. If repeating helps, or the system's log names errors of the disk, it is the disk"),
        raw.SQLITE_NOTADB => Damaged(path, message),

        // What it says of a header that names a format which no version of it has.
        raw.SQLITE_ERROR when message.Contains("unsupported file format", StringComparison.Ordinal) => Damaged(path, message),

        // Our own statements know the schema: a part of it was taken away, renamed, or put there before its version.
        raw.SQLITE_ERROR when Foreign.Any(word => message.Contains(word, StringComparison.Ordinal)) =>
            Changed(path, $"{message}: another program changed its schema"),
        _ when code == CannotGrowSharedMemory => new DiskException(DiskFault.Full, operation, path, message),
        raw.SQLITE_FULL => new DiskException(DiskFault.Full, operation, path, message),
        raw.SQLITE_READONLY => new DiskException(DiskFault.ReadOnly, operation, path, message),
        raw.SQLITE_PERM or raw.SQLITE_AUTH => new DiskException(DiskFault.Denied, operation, path, message),
        raw.SQLITE_CANTOPEN => new DiskException(code == CannotOpenDirectory ? DiskFault.WrongKind : DiskFault.Denied, operation, path, message),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => new DiskException(DiskFault.Busy, operation, path, message),

        // Our own statements break no rule of the schema: what they meet is not what was last written.
        raw.SQLITE_CONSTRAINT => new InvalidDataException($"what is in it cannot be followed by a change ({message})"),
        raw.SQLITE_IOERR or raw.SQLITE_NOLFS or raw.SQLITE_NOMEM => new DiskException(DiskFault.Io, operation, path, message),
        _ => new InvalidOperationException($"{operation} {path}: {message} (SQLite error {code})"),
    };

    /// <summary>The refusal of a damaged database.</summary>
    public static HistoryDamagedException Damaged(string path, string message) => new(
        path,
        $"The history {path} is damaged, or no database: {message}. It was left as it is, and nothing was changed; tasks.json can still be read. "
        + "Put a copy back, with its -wal file of the same moment (without that the newest part is missing), or let 'taskboard repair' move it aside: a new history then "
        + "begins with what is in tasks.json.")
    {
        Damage = message,
    };

    /// <summary>The refusal where something that is no file stands in the place of the database, or of what belongs to it.</summary>
    public static HistoryDamagedException NoFile(string path, string message) => new(
        path,
        $"The history {path} cannot be used: {message}. It was left as it is, and nothing was changed; tasks.json can still be read. Put back what was there, or move it aside "
        + "together with the files -wal and -shm beside it: a new history then begins with what is in tasks.json.");

    /// <summary>The refusal of a database that SQLite can read, and that lacks what we made.</summary>
    private static HistoryDamagedException Changed(string path, string message) => new(
        path,
        $"The history {path} is damaged: {message}. It was left as it is, and nothing was changed; tasks.json can still be read. 'taskboard verify' says what is missing. "
        + "Put a copy back, with its -wal file of the same moment (without that the newest part is missing), or move it aside together with the files -wal and -shm "
        + "beside it: a new history then begins with what is in tasks.json.");
}
