using System.Text;
using TaskBoard.Files;

namespace TaskBoard.Locking;

/// <summary>
/// Finds out, before the first change, whether a directory can carry a board and how it is to be treated. Shared is sticky: the server that
/// owns a disk and the clients that mount it must agree.
/// </summary>
internal static class PlaceTest
{
    private static readonly string[] LocalFileSystems =
        ["ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs", "overlay", "overlayfs", "apfs", "ntfs"];

    private static readonly Lock s_one = new();

    /// <summary>Tests the place, or takes the result from an earlier test on this file system and boot. Creates <c>.taskboard</c>.</summary>
    /// <exception cref="BoardPlaceException">The place cannot carry a board.</exception>
    public static BoardMode Run(IDisk disk, IProcesses processes, BoardPaths paths)
    {
        // Boards of one process share the names of the probes.
        lock (s_one)
        {
            return RunAlone(disk, processes, paths);
        }
    }

    /// <summary>Tests the place whatever an earlier test said.</summary>
    /// <exception cref="BoardPlaceException">The place cannot carry a board.</exception>
    public static BoardMode RunAnew(IDisk disk, IProcesses processes, BoardPaths paths)
    {
        disk.Delete(CacheIn(paths));
        return Run(disk, processes, paths);
    }

    /// <summary>
    /// Forgets that the board is shared, and tests the place. Who dies in between leaves it as the test finds it, or shared by what an earlier test said.
    /// </summary>
    /// <exception cref="BoardPlaceException">The place cannot carry a board.</exception>
    public static BoardMode LeaveSharedWhileLocked(IDisk disk, IProcesses processes, BoardPaths paths)
    {
        disk.Delete(paths.Mode);
        return RunAnew(disk, processes, paths);
    }

    private static string CacheIn(BoardPaths paths) => Path.Combine(paths.Private, "self-test");

    private static BoardMode RunAlone(IDisk disk, IProcesses processes, BoardPaths paths)
    {
        RequireSafe(disk, paths);
        if (disk.Stat(paths.Private) is null)
        {
            PrivateDirectory.Make(disk, paths);
        }

        RequireOneDevice(disk, paths);
        var sticky = Text(disk, paths.Mode) == "shared";
        var fileSystem = disk.FileSystemOf(paths.Private);
        var cache = CacheIn(paths);
        var (local, shared) = ($"{fileSystem} {processes.Self.BootId} local", $"{fileSystem} {processes.Self.BootId} shared");
        var known = Text(disk, cache);
        if (processes.Self.KnowsBoot && (known == local || known == shared))
        {
            return sticky || known == shared ? BoardMode.Shared : BoardMode.Local;
        }

        var worksHere = Works(disk, processes, paths);
        var mode = worksHere && LocalFileSystems.Contains(fileSystem) ? BoardMode.Local : BoardMode.Shared;
        if (mode == BoardMode.Shared && !sticky)
        {
            Put(disk, processes, paths.Mode, "shared");
        }

        Put(disk, processes, cache, mode == BoardMode.Local ? local : shared);
        return sticky ? BoardMode.Shared : mode;
    }

    /// <summary>Refuses, without writing anything, what is in the way of a board.</summary>
    /// <exception cref="BoardPlaceException">The place cannot carry a board.</exception>
    public static void RequireSafe(IDisk disk, BoardPaths paths)
    {
        RequireDirectory(disk, paths);
        var (board, above) = (disk.Stat(paths.Board), disk.Stat(paths.Directory));
        if (board is { Kind: FileKind.File } file && (disk.HoldOn(paths.Board) == NameHold.Mount || (above is { } directory && file.Device != directory.Device)))
        {
            throw MountedFile(paths);
        }
    }

    /// <summary>Refuses something else than a directory where ours is: a link would lead what is written elsewhere.</summary>
    /// <exception cref="BoardPlaceException">It is something else.</exception>
    public static void RequireDirectory(IDisk disk, BoardPaths paths)
    {
        if (disk.Stat(paths.Private) is { Kind: not FileKind.Directory })
        {
            throw new BoardPlaceException(paths.Private,
                $"{paths.Private} is not a directory. Move it aside: TaskBoard keeps the history there. Nothing was changed.");
        }
    }

    /// <summary>The refusal of a board's file that is a mount of its own.</summary>
    public static BoardPlaceException MountedFile(BoardPaths paths) => new(
        paths.Board,
        $"{paths.Board} is a mount of its own and cannot be exchanged. Mount its directory ({paths.Directory}) instead of the file. Nothing was changed.");

    private static void RequireOneDevice(IDisk disk, BoardPaths paths)
    {
        if (disk.Stat(paths.Private) is { } home && disk.Stat(paths.Directory) is { } above
            && (home.Device != above.Device || disk.HoldOn(paths.Private) == NameHold.Mount))
        {
            throw new BoardPlaceException(paths.Private,
                $"{paths.Private} is on another file system or mount than {paths.Directory}. Keep both on one: a change exchanges a file there with the board. "
                + "Nothing was changed.");
        }
    }

    /// <summary>Whether locks exclude, and names can be linked and exchanged. A second lock that is granted is refused outright: nothing here would exclude anybody.</summary>
    private static bool Works(IDisk disk, IProcesses processes, BoardPaths paths)
    {
        var (one, two) = (Probe("a"), Probe("b"));
        try
        {
            using var first = Create(one);
            using var other = Create(two);
            using var second = disk.Open(one) ?? throw Vanished(one);
            if (!first.TryLock(exclusive: true) || second.TryLock(exclusive: true))
            {
                throw new BoardPlaceException(paths.Private,
                    $"The file system of {paths.Private} ({disk.FileSystemOf(paths.Private)}) does not keep two programs from holding one lock. Put the board on another.");
            }

            var (links, exchanges) = (Links(), Exchanges(other));
            return links || exchanges
                ? links && exchanges
                : throw new BoardPlaceException(paths.Private,
                    $"The file system of {paths.Private} ({disk.FileSystemOf(paths.Private)}) can neither link nor exchange files, so that a save by a person could be lost. Put the board on another.");
        }
        finally
        {
            foreach (var left in new[] { one, two, Probe("c") })
            {
                disk.Delete(left);
            }
        }

        string Probe(string name) => Path.Combine(paths.Private, $"probe-{processes.Self.Pid}-{name}");

        IDiskFile Create(string path)
        {
            // A left-over of a process of the same number that died here.
            disk.Delete(path);
            return disk.CreateNew(path) ?? throw Vanished(path);
        }

        bool Links()
        {
            try
            {
                disk.Delete(Probe("c"));
                return disk.Link(one, Probe("c"));
            }
            catch (NotSupportedException)
            {
                return false;
            }
        }

        bool Exchanges(IDiskFile other)
        {
            try
            {
                return disk.Exchange(one, two) && disk.Stat(one) is { } now && now.SameFile(other.Stamp());
            }
            catch (NotSupportedException)
            {
                return false;
            }
        }
    }

    private static BoardPlaceException Vanished(string path) =>
        new(path, $"{path} was created or deleted by another program during the self-test. Repeat.");

    private static string? Text(IDisk disk, string path) => disk.Read(path) is { } file ? Encoding.UTF8.GetString(file.Bytes).Trim() : null;

    private static void Put(IDisk disk, IProcesses processes, string path, string text)
    {
        var draft = $"{path}.{processes.Self.Pid}";
        disk.Delete(draft);
        using (var file = PrivateDirectory.CreateNew(disk, draft) ?? throw Vanished(draft))
        {
            file.Append(Encoding.UTF8.GetBytes(text + "\n"));
            file.Flush();
        }

        disk.Rename(draft, path);
        disk.FlushDirectory(Path.GetDirectoryName(path)!);
    }
}
