namespace TaskBoard.Files;

/// <summary>
/// The directory <c>.taskboard</c>, which keeps itself out of version control, but for the settings: those are what a team agreed on. Whoever may write
/// in the board's directory may do so in all of it: what is made for good takes mode, owner and group from above, as far as permitted, whatever the
/// umask of whoever happens to be the first. What stands already keeps what it was given.
/// </summary>
internal static class PrivateDirectory
{
    private const int ReadAndWrite = 0x1B6;

    /// <summary>Makes it where it is missing, with its own <c>.gitignore</c> and the files of locks.</summary>
    /// <exception cref="BoardPlaceException">Something else is there.</exception>
    public static void Make(IDisk disk, BoardPaths paths)
    {
        Make(disk, paths.Private, paths.Directory);
        using var ignore = CreateNew(disk, paths.GitIgnore);
        if (ignore is null)
        {
            return;
        }

        ignore.Append("*\n!settings.json\n"u8);
        CreateNew(disk, paths.GateLock)?.Dispose();
        CreateNew(disk, paths.CommitLock)?.Dispose();
    }

    /// <summary>Makes a directory in it where it is missing.</summary>
    /// <exception cref="BoardPlaceException">Something else is there: a link would lead what is written elsewhere.</exception>
    public static void MakeInside(IDisk disk, BoardPaths paths, string directory) => Make(disk, directory, paths.Private);

    /// <summary>Refuses a directory of ours in whose place something else stands, by now also where a board is open: a link would lead what is written elsewhere.</summary>
    /// <exception cref="BoardPlaceException">Something else is there.</exception>
    public static void Demand(IDisk disk, string directory)
    {
        if (disk.Stat(directory) is { Kind: not FileKind.Directory and var kind })
        {
            throw NoDirectory(directory, kind);
        }
    }

    /// <summary>The refusal of what stands where a directory of ours should be.</summary>
    public static BoardPlaceException NoDirectory(string path, FileKind kind) => new(
        path, $"{path} is {(kind == FileKind.Link ? "a symbolic link" : "no directory")}. TaskBoard writes there, and follows no link: move it aside. Nothing was changed.");

    /// <summary>Creates a file exclusively, for all who may write in its directory; null: the name is taken.</summary>
    public static IDiskFile? CreateNew(IDisk disk, string path)
    {
        var file = disk.CreateNew(path);
        if (file is not null && disk.Stat(Path.GetDirectoryName(path)!) is { } above)
        {
            file.TakeOwnershipOf(above with { Mode = above.Mode & ReadAndWrite });
        }

        return file;
    }

    private static void Make(IDisk disk, string directory, string above)
    {
        if (disk.Stat(directory) is not { } there)
        {
            disk.CreateDirectory(directory);
            TakeAfter(disk, directory, above);
        }
        else if (there.Kind != FileKind.Directory)
        {
            throw NoDirectory(directory, there.Kind);
        }
    }

    private static void TakeAfter(IDisk disk, string directory, string above)
    {
        if (disk.Stat(above) is { } stamp)
        {
            disk.TakeOwnership(directory, stamp);
        }
    }
}
