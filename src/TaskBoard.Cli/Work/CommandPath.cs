namespace TaskBoard.Cli.Work;

/// <summary>Finds a command before anything is done for it.</summary>
internal static class CommandPath
{
    private const UnixFileMode AnyoneExecutes = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Refuses a command that is not there, or that nobody can run.</summary>
    public static void Require(string command, CliEnvironment environment)
    {
        var found = Find(command, environment)
            ?? throw new CliException(BoardErrorCodes.InvalidRequest, ExitCode.NotFound, $"There is no command '{command}'. Nothing was claimed.");
        if (Path.IsPathRooted(found) && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(found) & AnyoneExecutes) == UnixFileMode.None)
        {
            throw new CliException(BoardErrorCodes.InvalidRequest, ExitCode.NotFound, $"'{command}' is not executable. Nothing was claimed.");
        }
    }

    /// <summary>The command: a file by its path, which may be relative, or a name that is in a directory of PATH; null: there is none.</summary>
    public static string? Find(string command, CliEnvironment environment)
    {
        if (command.Contains(Path.DirectorySeparatorChar) || command.Contains(Path.AltDirectorySeparatorChar))
        {
            return environment.FullPath(command) is var file && Exists(file) ? file : null;
        }

        return (environment.Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(directory => Exists(Path.Combine(environment.CurrentDirectory, directory, command))) ? command : null;
    }

    private static bool Exists(string path) =>
        File.Exists(path) || (OperatingSystem.IsWindows() && File.Exists(path + ".exe"));
}
