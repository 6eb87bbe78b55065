using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>The command in its two forms and an empty program, published for this machine, once per run and only when asked for.</summary>
internal sealed class Programs
{
    private static readonly string[] s_readyToRun = ["--self-contained", "false", "-p:PublishReadyToRun=true"];

    private readonly Lazy<string> _command;
    private readonly Lazy<string> _readyToRun;
    private readonly Lazy<string> _empty;

    /// <param name="checkout">The root of the checkout.</param>
    /// <param name="command">The command, where it is not to be published from the checkout; null: it is.</param>
    public Programs(string checkout, string? command)
    {
        var project = Path.Combine(checkout, "src", "TaskBoard.Cli", "TaskBoard.Cli.csproj");
        _command = new(() => command ?? (HasLinker ? Publish(project, "TaskBoard.Cli", "native", "-p:Native=true") : ReadyToRun!));
        _readyToRun = new(() => Publish(project, "TaskBoard.Cli", "ready-to-run", s_readyToRun));
        _empty = new(() => Publish(
            Path.Combine(checkout, "tests", "TaskBoard.Benchmarks", "EmptyProgram", "EmptyProgram.csproj"), "EmptyProgram", "ready-to-run", s_readyToRun));
    }

    /// <summary>The command, compiled to machine code as in the packages of a release; ready-to-run where there is no linker for that.</summary>
    public string Command => _command.Value;

    /// <summary>The command, ready-to-run, as it is packed for all other platforms.</summary>
    public string ReadyToRun => _readyToRun.Value;

    public string Empty => _empty.Value;

    /// <summary>Publishes the command and the empty program, if that was not done yet.</summary>
    public void Publish() => _ = (Command, Empty);

    /// <summary>Publishes the command ready-to-run and the empty program, if that was not done yet.</summary>
    public void PublishReadyToRun() => _ = (ReadyToRun, Empty);

    /// <summary>Whether there is a C linker, which the compiler of machine code calls.</summary>
    private static bool HasLinker => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(directory => File.Exists(Path.Combine(directory, "clang")) || File.Exists(Path.Combine(directory, "gcc")));

    /// <summary>Built apart from the checkout's own output, which another build may be using.</summary>
    private static string Publish(string project, string program, string form, params string[] how)
    {
        var to = Path.Combine(AppContext.BaseDirectory, "published", $"{program}-{form}");
        string[] arguments =
        [
            "publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, .. how, "-p:RunAnalyzers=false",
            "--artifacts-path", Path.Combine(to, "build"), "-o", to, "--nologo", "-v", "quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false",
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? Path.Combine(to, program) : throw new InvalidOperationException($"{project} cannot be published:\n{said}");
    }
}
