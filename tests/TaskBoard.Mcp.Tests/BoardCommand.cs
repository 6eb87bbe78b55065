using System.Diagnostics;
using TaskBoard.TestKit;

namespace TaskBoard.Mcp.Tests;

/// <summary>The command, as users start it: built beside these tests in the same configuration.</summary>
internal static class BoardCommand
{
    public static string Program { get; } = Checkout.Output("src/TaskBoard.Cli", OperatingSystem.IsWindows() ? "taskboard.exe" : "taskboard");

    /// <summary>Starts it with its streams in our hands and no board in its environment.</summary>
    public static Process Start(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var variable in Variables.Keys)
        {
            start.Environment.Remove(variable);
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs a command to its end; what it printed.</summary>
    public static async Task<string> RunAsync(string directory, params string[] arguments)
    {
        using var child = Start(directory, arguments);
        child.StandardInput.Close();
        var (output, error) = (child.StandardOutput.ReadToEndAsync(), child.StandardError.ReadToEndAsync());
        await child.WaitForExitAsync();
        Xunit.Assert.True(child.ExitCode == 0, $"{string.Join(' ', arguments)}: exit code {child.ExitCode}\n{await output}{await error}");
        return await output;
    }

    /// <summary>What no child is to inherit.</summary>
    public static Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal)
    {
        ["TASKBOARD_AGENT"] = null,
        ["TASKBOARD_DIR"] = null,
        ["TASKBOARD_HTTP_TOKEN"] = null,
        ["TASKBOARD_LOCK"] = null,
        ["TASKBOARD_LOG"] = null,
    };
}
