namespace TaskBoard.Cli.Tests;

/// <summary>The program itself, built beside these tests in the same configuration.</summary>
internal static class CliExecutable
{
    public static string Path
    {
        get
        {
            var built = AppContext.BaseDirectory.Split(System.IO.Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)[^2..];
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            {
                if (File.Exists(System.IO.Path.Combine(at.FullName, "TaskBoard.sln")))
                {
                    return System.IO.Path.Combine(at.FullName, "src", "TaskBoard.Cli", "bin", built[0], built[1], OperatingSystem.IsWindows() ? "taskboard.exe" : "taskboard");
                }
            }

            throw new InvalidOperationException("Not in a checkout.");
        }
    }
}
