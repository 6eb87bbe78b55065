namespace TaskBoard.Cli.Work;

/// <summary>Whether there is such a command, before any task is claimed for it.</summary>
internal static class CommandPath
{
    /// <summary>Refuses a command that is not there.</summary>
    public static void Require(string command, CliEnvironment environment)
    {
        var found = command.Contains(Path.DirectorySeparatorChar) || command.Contains(Path.AltDirectorySeparatorChar)
            ? Exists(environment.FullPath(command))
            : (environment.Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Any(directory => Exists(Path.Combine(environment.CurrentDirectory, directory, command)));
        if (!found)
        {
            throw new CliException(BoardErrorCodes.InvalidRequest, ExitCode.NotFound, $"There is no command '{command}'. Nothing was claimed.");
        }
    }

    private static bool Exists(string path) =>
        File.Exists(path) || (OperatingSystem.IsWindows() && File.Exists(path + ".exe"));
}
