namespace TaskBoard.Cli.Boards;

/// <summary>
/// Finds the board one is in: the nearest directory upwards that has <c>.taskboard</c> beside <c>tasks.json</c>, or with a history whose file
/// is missing (which is to be reported, not passed over), never beyond the home directory, and never any file that happens to be called
/// tasks.json. All worktrees of a repository share the board of the main one.
/// </summary>
internal static class BoardFinder
{
    /// <summary>The board's directory.</summary>
    /// <param name="environment">Where to begin.</param>
    /// <param name="orFileHere">Where there is none, a <c>tasks.json</c> in the very directory will do.</param>
    public static FoundBoard Find(CliEnvironment environment, bool orFileHere = false)
    {
        var start = environment.CurrentDirectory;
        var (near, worktree) = (default(string), default(string));
        foreach (var directory in Upwards(start, environment.HomeDirectory))
        {
            near ??= IsBoard(directory) ? directory : null;
            worktree ??= File.Exists(Path.Combine(directory, ".git")) ? directory : null;
        }

        if (worktree is not null && GitWorktree.MainOf(worktree) is { } main && InMain(start, worktree, main) is { } shared)
        {
            var passedOver = near is not null && near != shared && IsWithin(near, worktree) ? $" The one in {near} is not used; --board names it." : "";
            return new FoundBoard(shared, near == shared
                ? null
                : $"{worktree} is a linked git worktree: this is the board of the main worktree, in {shared}.{passedOver}");
        }

        if (near is not null)
        {
            return new FoundBoard(near, null);
        }

        if (File.Exists(Path.Combine(start, "tasks.json")))
        {
            return orFileHere
                ? new FoundBoard(start, null)
                : throw new CliException(BoardErrorCodes.BoardNotFound, ExitCode.NotFound, File.ResolveLinkTarget(Path.Combine(start, "tasks.json"), returnFinalTarget: true) is { } target
                    ? $"There is no board here yet: {Path.Combine(start, "tasks.json")} is a symbolic link to {target.FullName}, and locks and history live beside that file, where there is no .taskboard. "
                        + "Adopt it there with 'taskboard init'."
                    : $"There is no board here yet: {start} has a tasks.json, but no .taskboard beside it. Adopt it with 'taskboard init'; 'taskboard check' tells beforehand what is to be mended in it.");
        }

        throw Upwards(start, environment.HomeDirectory).FirstOrDefault(IsHidden) is { } hidden
            ? new CliException(BoardErrorCodes.BoardAccess, ExitCode.Unreadable,
                $"This user may not look into {hidden}: whether a board is there cannot be told. Check the rights of that directory, or name another with --board DIR.")
            : new CliException(BoardErrorCodes.BoardNotFound, ExitCode.NotFound,
                $"There is no board here: no directory from {start} upwards has .taskboard beside tasks.json. "
                + "Name one with --board DIR or TASKBOARD_DIR, or make one here with 'taskboard init'.");
    }

    /// <summary>Whether this user may not look what is in a directory.</summary>
    private static bool IsHidden(string directory)
    {
        try
        {
            File.GetAttributes(Path.Combine(directory, ".taskboard"));
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            // Nothing is there.
        }

        return false;
    }

    /// <summary>The board that commands in a directory would use, were there none in it; null: none.</summary>
    public static string? Above(string directory, CliEnvironment environment) =>
        Upwards(directory, environment.HomeDirectory).Skip(1).FirstOrDefault(IsBoard);

    private static string? InMain(string start, string worktree, string main) =>
        Upwards(Path.GetFullPath(Path.GetRelativePath(worktree, start), main), main).FirstOrDefault(IsBoard);

    private static bool IsBoard(string directory)
    {
        var file = Path.Combine(directory, "tasks.json");
        if (new FileInfo(file).LinkTarget is not null && File.ResolveLinkTarget(file, returnFinalTarget: true) is { } target && Path.GetDirectoryName(target.FullName) is { } home && home != directory)
        {
            // The board is where the file is.
            return target.Name == "tasks.json" && Directory.Exists(Path.Combine(home, ".taskboard"));
        }

        var own = Path.Combine(directory, ".taskboard");
        return Directory.Exists(own) && (Path.Exists(Path.Combine(directory, "tasks.json")) || Path.Exists(Path.Combine(own, "history.db")));
    }

    private static bool IsWithin(string directory, string root) =>
        directory == root || directory.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static IEnumerable<string> Upwards(string from, string? last)
    {
        for (var at = from; at is not null; at = Path.GetDirectoryName(at))
        {
            yield return at;
            if (at == last)
            {
                yield break;
            }
        }
    }
}

/// <summary>A board that was found.</summary>
/// <param name="Directory">Its directory.</param>
/// <param name="Notice">What the caller should know about the choice; null: nothing.</param>
internal readonly record struct FoundBoard(string Directory, string? Notice);
