using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>The command and an empty program, published ready-to-run for this machine, once per run and only when asked for.</summary>
internal sealed class Programs
{
    private readonly Lazy<string> _command;
    private readonly Lazy<string> _empty;

    /// <param name="checkout">The root of the checkout.</param>
    /// <param name="command">The command, where it is not to be published from the checkout; null: it is.</param>
    public Programs(string checkout, string? command)
    {
        _command = new(() => command ?? Publish(Path.Combine(checkout, "src", "TaskBoard.Cli", "TaskBoard.Cli.csproj"), "TaskBoard.Cli"));
        _empty = new(() => Publish(Path.Combine(checkout, "tests", "TaskBoard.Benchmarks", "EmptyProgram", "EmptyProgram.csproj"), "EmptyProgram"));
    }

    public string Command => _command.Value;

    public string Empty => _empty.Value;

    /// <summary>Publishes both, if that was not done yet.</summary>
    public void Publish() => _ = (Command, Empty);

    /// <summary>Built apart from the checkout's own output, which another build may be using.</summary>
    private static string Publish(string project, string program)
    {
        var to = Path.Combine(AppContext.BaseDirectory, "published", program);
        string[] arguments =
        [
            "publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-p:PublishReadyToRun=true",
            "-p:RunAnalyzers=false", "--artifacts-path", Path.Combine(to, "build"), "-o", to, "--nologo", "-v", "quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false",
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? Path.Combine(to, program) : throw new InvalidOperationException($"{project} cannot be published:\n{said}");
    }
}
