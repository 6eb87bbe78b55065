using TaskBoard.Files;

namespace TaskBoard.Mcp.Boards;

/// <summary>Places on disk as they really are, so that no link leads out of a directory that is allowed.</summary>
internal static class Places
{
    private static StringComparison Comparison => OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Where a path really leads; null: in a circle, or where it may not be followed.</summary>
    /// <param name="path">The path.</param>
    /// <param name="from">Where it begins, unless it is absolute.</param>
    public static string? Real(string path, string from = "")
    {
        try
        {
            var absolute = Path.Combine(Path.GetFullPath(from.Length == 0 ? "." : from), path);

            // Windows takes ".." away before it looks at links, all others come to it last.
            return RealPath.Follow(OperatingSystem.IsWindows() ? Path.GetFullPath(absolute) : absolute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether both are the same; both real.</summary>
    public static bool AreSame(string path, string other) =>
        string.Equals(Path.TrimEndingDirectorySeparator(path), Path.TrimEndingDirectorySeparator(other), Comparison);

    /// <summary>Whether one directory is another or beneath it; both real.</summary>
    public static bool IsWithin(string path, string root)
    {
        var outer = Path.TrimEndingDirectorySeparator(root);
        return AreSame(path, root) || path.StartsWith(Path.EndsInDirectorySeparator(outer) ? outer : outer + Path.DirectorySeparatorChar, Comparison);
    }
}
