namespace TaskBoard.Files;

/// <summary>Resolves symbolic links anywhere in a path; .NET resolves only the last name.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        return Path.Exists(full) ? Of(full, MostLinks) : full;
    }

    private static string Of(string full, int linksLeft)
    {
        var at = Path.GetPathRoot(full)!;
        var names = full[at.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] is "." or "..")
            {
                // Only here, where everything before it is resolved, does ".." mean the directory above.
                at = names[i] == "." ? at : Path.GetDirectoryName(at) ?? at;
                continue;
            }

            var next = Path.Combine(at, names[i]);
            if (new FileInfo(next).LinkTarget is { } target)
            {
                return linksLeft > 0
                    ? Of(Path.Combine([at, target, .. names[(i + 1)..]]), linksLeft - 1)
                    : throw new DiskException(DiskFault.WrongKind, "realpath", full, "too many symbolic links");
            }

            at = next;
        }

        return at;
    }
}
