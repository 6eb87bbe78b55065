namespace TaskBoard.Cli.Work;

/// <summary>Finds a command before anything is done for it.</summary>
internal static class CommandPath
{
    private const UnixFileMode AnyoneExecutes = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Refuses a command that is not there, that nobody can run, or that is a script for an interpreter that is not there.</summary>
    public static void Require(string command, CliEnvironment environment)
    {
        var files = FilesOf(command, environment);
        if (files.Count == 0)
        {
            throw Refusal($"There is no command '{command}'.");
        }

        // As execvp(3) goes on to the next directory of PATH.
        var file = files.Find(IsExecutable) ?? throw Refusal($"'{command}' is not executable.");

        // A relative one depends on where the command will work.
        if (!OperatingSystem.IsWindows() && InterpreterOf(file) is { } interpreter && (!IsPath(interpreter) || Path.IsPathRooted(interpreter)) && !FilesOf(interpreter, environment).Exists(IsExecutable))
        {
            throw Refusal($"'{command}' says in its first line that it is run by '{interpreter}', and there is no such program here."
                + (interpreter.EndsWith('\r') ? " Its lines end with a carriage return, which belongs to the name: save it with the line ends of Unix." : ""));
        }
    }

    /// <summary>The command: a file by its path, which may be relative, or a name that is in a directory of PATH; null: there is none.</summary>
    public static string? Find(string command, CliEnvironment environment) => FilesOf(command, environment) switch
    {
        [] => null,
        [var file, ..] => IsPath(command) ? file : command,
    };

    private static CliException Refusal(string message) => new(BoardErrorCodes.InvalidRequest, ExitCode.NotFound, $"{message} Nothing was claimed.");

    /// <summary>Whether a command is a path, and not a name to be looked for in PATH.</summary>
    public static bool IsPath(string command) => command.Contains(Path.DirectorySeparatorChar) || command.Contains(Path.AltDirectorySeparatorChar);

    private static List<string> FilesOf(string command, CliEnvironment environment)
    {
        string[] places = IsPath(command)
            ? [environment.FullPath(command)]
            : [.. (environment.Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(directory => Path.Combine(environment.CurrentDirectory, directory, command))];
        return [.. places.Where(Exists)];
    }

    private static bool Exists(string path) =>
        File.Exists(path) || (OperatingSystem.IsWindows() && File.Exists(path + ".exe"));

    private static bool IsExecutable(string path) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyoneExecutes) != UnixFileMode.None;

    private static string? InterpreterOf(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var start = new byte[Shebang.MostBytes];
            return Shebang.Of(System.Text.Encoding.UTF8.GetString(start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false))))?.Interpreter;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A program may be run without being read.
            return null;
        }
    }
}
