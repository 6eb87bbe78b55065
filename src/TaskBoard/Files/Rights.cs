namespace TaskBoard.Files;

/// <summary>
/// Whether what is made for good in <c>.taskboard</c> has the rights of the board's directory, as <see cref="PrivateDirectory"/> gives them as far as
/// permitted. Where it could not, some of those who may write in the directory cannot change the board.
/// </summary>
internal static class Rights
{
    /// <summary>What to do.</summary>
    public const string Advice = "Its owner can give it group and rights of the directory (chgrp, chmod); on Linux, a directory with the set-group-ID bit (chmod g+s) hands its group on.";

    private const int OwnerWrite = 0x80;
    private const int GroupReadWrite = 0x30;
    private const int OthersReadWrite = 0x6;
    private const int OthersWrite = 0x2;

    private static readonly string[] s_made =
    [
        "", "backups", "broken", "broken-notes", "commit.lock", "damaged", "displaced", "gate.lock", "history.db", "history.db-shm", "history.db-wal", "swap", "workers",
    ];

    /// <summary>Whether this user may create files in the board's directory, without which no change is made. Asked of the disk only where owner and mode leave it open.</summary>
    /// <exception cref="DiskException">It may not.</exception>
    public static void DemandWritable(IDisk disk, BoardPaths paths)
    {
        if (disk.User is { } user and not 0 && disk.Stat(paths.Directory) is { } directory && !(directory.Owner == user && (directory.Mode & OwnerWrite) != 0))
        {
            CreationProbe.Demand(disk, paths.Lock);
        }
    }

    /// <summary>What differs, as a sentence; null: nothing, or this system knows no modes.</summary>
    public static string? Difference(IDisk disk, BoardPaths paths)
    {
        if (disk.Stat(paths.Directory) is not { Mode: not 0 } above)
        {
            return null;
        }

        var names = s_made.Where(name => disk.Stat(Path.Combine(paths.Private, name)) is { } there && Keeps(above, there)).Select(name => Path.Combine(".taskboard", name)).ToList();
        return names.Count == 0
            ? null
            : $"Not everybody who may write in {paths.Directory} ({Words(above)}) may write {string.Join(", ", names.Take(3))}{(names.Count > 3 ? $" and {names.Count - 3} more" : "")} "
                + $"({Words(disk.Stat(Path.Combine(paths.Directory, names[0])) ?? above)}).";
    }

    /// <summary>Whether somebody who may write in the directory is kept from it.</summary>
    private static bool Keeps(FileStamp above, FileStamp there) =>
        ((above.Mode & OthersWrite) != 0 && (there.Mode & OthersReadWrite) != OthersReadWrite)
        || (MayGroup(above) && !IsOpenToGroup(above, there))
        || (above.Owner != 0 && above.Owner != there.Owner && !IsOpenToGroup(above, there) && (there.Mode & OthersReadWrite) != OthersReadWrite);

    private static bool MayGroup(FileStamp above) => (above.Mode & GroupReadWrite) == GroupReadWrite;

    private static bool IsOpenToGroup(FileStamp above, FileStamp there) =>
        (there.Mode & OthersReadWrite) == OthersReadWrite || (there.Group == above.Group && (there.Mode & GroupReadWrite) == GroupReadWrite);

    private static string Words(FileStamp stamp) => $"user {stamp.Owner}, group {stamp.Group}, mode {Convert.ToString(stamp.Mode, 8)}";
}
