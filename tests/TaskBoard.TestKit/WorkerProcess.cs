using System.Diagnostics;

namespace TaskBoard.TestKit;

/// <summary>The program <c>TaskBoard.TestWorker</c>, running as a real process. Disposing kills it.</summary>
public sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    /// <summary>The program, to be started as <c>dotnet exec PROGRAM VERB …</c>.</summary>
    public static string Program { get; } = FindProgram();

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a verb.</summary>
    public static WorkerProcess Start(params string[] arguments) => Start(new ProcessStartInfo("dotnet", [Program, .. arguments]));

    /// <summary>Starts a verb that sees another clock.</summary>
    public static WorkerProcess StartAt(FakeClock clock, params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]);
        clock.Tell(start.Environment);
        return Start(start);
    }

    /// <summary>Starts a verb that is held up before each call by which it takes, shows or gives back something that others want as well (strace).</summary>
    public static WorkerProcess StartSlowed(TimeSpan delay, params string[] arguments)
    {
        const string Calls = "link,linkat,rename,renameat2,unlink,unlinkat,flock";
        return Start(new ProcessStartInfo(
            "strace",
            ["-f", "-qq", "-o", "/dev/null", "-e", $"trace={Calls}", "-e", $"inject={Calls}:delay_enter={(long)delay.TotalMicroseconds}", "dotnet", "exec", Program, .. arguments]));
    }

    private static WorkerProcess Start(ProcessStartInfo start)
    {
        (start.UseShellExecute, start.RedirectStandardInput, start.RedirectStandardOutput) = (false, true, true);
        return new WorkerProcess(Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} was not started."));
    }

    /// <summary>The next line it prints; null: none will come.</summary>
    public string? ReadLine() => _process.StandardOutput.ReadLine();

    /// <summary>Everything it prints until it ends.</summary>
    public Task<string> ReadToEndAsync() => _process.StandardOutput.ReadToEndAsync();

    /// <summary>Sends it a line.</summary>
    public void WriteLine(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Ends its input.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>Waits for its end and gives its exit code (137: it was killed).</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Kills it (SIGKILL) and waits until it is gone.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    /// <summary>Beside the test project, built in the same configuration.</summary>
    private static string FindProgram()
    {
        var at = AppContext.BaseDirectory;
        var tests = at.LastIndexOf("TaskBoard.", at.LastIndexOf($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal), StringComparison.Ordinal);
        var project = at[tests..at.IndexOf(Path.DirectorySeparatorChar, tests)];
        return Path.Combine(at.Replace(project, "TaskBoard.TestWorker"), "TaskBoard.TestWorker.dll");
    }
}
