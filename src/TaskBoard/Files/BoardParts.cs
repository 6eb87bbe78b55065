using System.Globalization;

namespace TaskBoard.Files;

/// <summary>What a board consists of, by its directory entries alone.</summary>
internal static class BoardParts
{
    /// <summary>The entries of <c>.taskboard</c> that TaskBoard writes itself, and not by way of SQLite.</summary>
    private static readonly string[] s_written =
    [
        "backups", "broken", "broken-notes", "commit.lock", "damaged", "displaced", "gate.lock", "lock-break", "lock-next", "lock-seen", "mode", "removed-work.json", "self-test", "swap",
        "workers",
    ];

    /// <summary>The entries that have a meaning.</summary>
    private static readonly string[] s_own = [.. s_written, ".gitignore", "history.db", "history.db-journal", "history.db-shm", "history.db-wal", "settings.json"];

    /// <summary>The parts, with their sizes.</summary>
    public static ValueList<BoardPart> Measure(IDisk disk, BoardPaths paths) =>
    [
        File(disk, paths, paths.Board),
        File(disk, paths, paths.History),
        File(disk, paths, paths.HistoryLog),
        Directory(disk, paths, paths.Swap),
        Directory(disk, paths, paths.Displaced),
        Directory(disk, paths, paths.Broken),
        Directory(disk, paths, paths.Backups),
    ];

    /// <summary>Links where TaskBoard writes: it follows none, so they keep changes back. (Of the history SQLite's own refusal tells.)</summary>
    public static IEnumerable<BoardFinding> Links(IDisk disk, BoardPaths paths) => disk.List(paths.Private)
        .Where(name => s_written.Contains(name) && disk.Stat(Path.Combine(paths.Private, name)) is { Kind: FileKind.Link })
        .Select(name => new BoardFinding(true, $"{Path.Combine(paths.Private, name)} is a symbolic link. TaskBoard writes there, and follows no link: move it aside.") { Code = MonitorCodes.LinkInTheWay });

    /// <summary>What lies there and is to be looked at, or is nobody's any more.</summary>
    public static IEnumerable<BoardFinding> LeftOver(IDisk disk, BoardPaths paths)
    {
        var displaced = disk.List(paths.Displaced).Count;
        if (displaced > 0)
        {
            yield return new BoardFinding(false, string.Create(CultureInfo.InvariantCulture,
                $"{paths.Displaced} keeps {displaced} {(displaced == 1 ? "file" : "files")} that somebody saved and TaskBoard could not merge. Look whether something is missing on the board, then delete them."));
        }

        var strangers = disk.List(paths.Private).Except(s_own, StringComparer.Ordinal).ToList();
        if (strangers.Count > 0)
        {
            yield return new BoardFinding(false,
                $"In {paths.Private} there is what no command of this version needs: {string.Join(", ", strangers.Take(5))}{(strangers.Count > 5 ? $" and {strangers.Count - 5} more" : "")}. "
                + "Left by a command that was killed, by another version or by another program; where none runs, it can be deleted.");
        }
    }

    private static BoardPart File(IDisk disk, BoardPaths paths, string path) =>
        disk.Stat(path) is { } stamp ? new(Name(paths, path), 1, stamp.Size) : new(Name(paths, path), 0, 0);

    private static BoardPart Directory(IDisk disk, BoardPaths paths, string path)
    {
        var files = disk.List(path).Select(name => disk.Stat(Path.Combine(path, name))).OfType<FileStamp>().ToList();
        return new(Name(paths, path), files.Count, files.Sum(f => f.Size));
    }

    private static string Name(BoardPaths paths, string path) => Path.GetRelativePath(paths.Directory, path).Replace('\\', '/');
}
