namespace TaskBoard.Files;

/// <summary>Resolves symbolic links anywhere in a path; .NET resolves only the last name.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>Where a path leads; what is not there is only made absolute.</summary>
    /// <exception cref="DiskException">Its links lead in a circle.</exception>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        return Path.Exists(full) ? Follow(full) ?? throw new DiskException(DiskFault.WrongKind, "realpath", full, "too many symbolic links") : full;
    }

    /// <summary>
    /// Where an absolute path leads, as the system takes it: ".." is the directory above whatever the part before it leads to. What is not there is left as it is.
    /// Null: its links lead in a circle.
    /// </summary>
    public static string? Follow(string absolute)
    {
        var (at, links) = (Path.GetPathRoot(absolute)!, 0);
        var open = new Stack<string>(Names(absolute).Reverse());
        while (open.TryPop(out var name))
        {
            if (name is "." or "..")
            {
                // Only here, where everything before it is resolved, does ".." mean the directory above.
                at = name == "." ? at : Path.GetDirectoryName(at) ?? at;
                continue;
            }

            var next = Path.Combine(at, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                at = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            // From where it is; what it leads to may hold further ones.
            at = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : at;
            foreach (var part in Names(target).Reverse())
            {
                open.Push(part);
            }
        }

        return at;
    }

    private static string[] Names(string path) => path[(Path.GetPathRoot(path) ?? "").Length..]
        .Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}
