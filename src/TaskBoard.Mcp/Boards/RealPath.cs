namespace TaskBoard.Mcp.Boards;

/// <summary>Where a path really leads: without dots, and without symbolic links in any of its parts.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The path; null: its links lead in a circle, or may not be followed. What is not there yet is left as it is.</summary>
    /// <param name="path">An absolute path.</param>
    public static string? Of(string path)
    {
        try
        {
            return Follow(Path.GetFullPath(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether both are the same; both without links.</summary>
    public static bool IsSame(string path, string other) =>
        string.Equals(Path.TrimEndingDirectorySeparator(path), Path.TrimEndingDirectorySeparator(other), Comparison);

    /// <summary>Whether one directory is another or beneath it; both without links.</summary>
    public static bool IsWithin(string path, string root)
    {
        var outer = Path.TrimEndingDirectorySeparator(root);
        return IsSame(path, root) || path.StartsWith(Path.EndsInDirectorySeparator(outer) ? outer : outer + Path.DirectorySeparatorChar, Comparison);
    }

    private static StringComparison Comparison => OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static string? Follow(string path)
    {
        var links = 0;
        var open = new Stack<string>(Parts(path).Reverse());
        var at = Path.GetPathRoot(path)!;
        while (open.TryPop(out var part))
        {
            var next = Path.Combine(at, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                at = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            // A link is followed from where it is; what it leads to may hold further ones.
            var full = Path.GetFullPath(target, at);
            at = Path.GetPathRoot(full)!;
            foreach (var piece in Parts(full).Reverse())
            {
                open.Push(piece);
            }
        }

        return at;
    }

    private static string[] Parts(string path) => path[Path.GetPathRoot(path)!.Length..]
        .Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}
