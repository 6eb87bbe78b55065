namespace TaskBoard.Cli.Boards;

/// <summary>Finds a program before it is needed.</summary>
internal static class ProgramPath
{
    /// <summary>The program that can be expected to start: a file by its path, or a name that is in a directory of PATH; null: there is none.</summary>
    public static string? Find(string program, CliEnvironment environment)
    {
        if (program.Contains('/', StringComparison.Ordinal) && environment.FullPath(program) is var file)
        {
            return File.Exists(file) ? file : null;
        }

        // On Windows other endings count too: there it shows when it is started.
        return OperatingSystem.IsWindows() || (environment.NonEmpty("PATH") ?? "/usr/bin:/bin").Split(':').Any(place => File.Exists(Path.Combine(place, program))) ? program : null;
    }
}
