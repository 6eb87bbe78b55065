namespace TaskBoard.Cli.Boards;

/// <summary>
/// Linked git worktrees, read from their files (gitrepository-layout(5)): <c>.git</c> is a file that names the private directory of the
/// worktree, and <c>commondir</c> in there names the repository.
/// </summary>
internal static class GitWorktree
{
    /// <summary>The main worktree of a linked one; null: it is not a linked worktree, or its main worktree is bare or gone.</summary>
    public static string? MainOf(string worktree)
    {
        const string Key = "gitdir: ";
        try
        {
            var pointer = File.ReadAllText(Path.Combine(worktree, ".git")).Trim();
            if (!pointer.StartsWith(Key, StringComparison.Ordinal))
            {
                return null;
            }

            var own = Path.GetFullPath(pointer[Key.Length..], worktree);
            var common = Path.Combine(own, "commondir");
            if (!File.Exists(common))
            {
                return null; // A submodule.
            }

            var repository = Path.TrimEndingDirectorySeparator(Path.GetFullPath(File.ReadAllText(common).Trim(), own));
            return Path.GetFileName(repository) == ".git" && Directory.Exists(repository) ? Path.GetDirectoryName(repository) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
