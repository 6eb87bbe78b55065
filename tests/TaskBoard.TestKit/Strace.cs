using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace TaskBoard.TestKit;

/// <summary>
/// Runs the worker program under <c>strace</c>, which counts its system calls on a board's files, and kills it right before a chosen one or
/// lets that one fail.
/// </summary>
/// <param name="directory">The board.</param>
/// <param name="isMeant">Which of its files count, by their path; null: all.</param>
public sealed partial class Strace(string directory, Func<string, bool>? isMeant = null)
{
    /// <summary>Every call that changes something, or frees what others wait for. This SQLite writes with write and fsync, others with pwrite64 and fdatasync.</summary>
    private const string Calls =
        "write,pwrite64,fsync,fdatasync,ftruncate,unlink,unlinkat,link,linkat,rename,renameat,renameat2,flock,openat,mkdir,fchmod,fchown,fallocate";

    /// <summary>Whether the program is on this machine.</summary>
    public static bool IsHere { get; } = File.Exists("/usr/bin/strace");

    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    /// <summary>Runs once without harm to learn which files are touched, under whatever passing names.</summary>
    public void Learn(params string[] arguments)
    {
        Run(["-y", "-e", $"trace={Calls}"], arguments, out var lines);
        foreach (var line in lines.Where(l => l.Contains(directory, StringComparison.Ordinal)))
        {
            _paths.UnionWith(PathInLine().Matches(line).Select(m => m.Value).Where(p => p.StartsWith(directory, StringComparison.Ordinal) && isMeant?.Invoke(p) != false));
        }
    }

    /// <summary>Runs without harm and answers the points at which to kill: each call that has an effect, with its number among those of its kind.</summary>
    public IReadOnlyList<KillPoint> Count(params string[] arguments)
    {
        Run(["-e", $"trace={Calls}", .. Filters()], arguments, out var lines);
        return Effective(Numbered(lines));
    }

    private static IReadOnlyList<KillPoint> Effective(IEnumerable<(KillPoint Point, string Line)> calls) =>
        [.. calls.Where(c => c.Point.Call != "openat" || c.Line.Contains("O_CREAT", StringComparison.Ordinal)).Select(c => c.Point).Distinct()];

    /// <summary>Runs and kills before a call.</summary>
    /// <returns>What was printed, and whether it was killed.</returns>
    public (string Output, bool Killed) KillBefore(KillPoint point, params string[] arguments)
    {
        var (output, exit) = Run(["-e", $"trace={point.Call}", "-e", $"inject={point.Call}:signal=KILL:when={point.Number}", .. Filters()], arguments, out _);
        return (output, exit == 137);
    }

    private IEnumerable<string> Filters() => _paths.SelectMany(p => new[] { "-P", p });

    private static (string Output, int Exit) Run(string[] options, string[] arguments, out IReadOnlyList<string> trace)
    {
        var log = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("strace", ["-f", "-qq", "-o", log, .. options, "dotnet", "exec", WorkerProcess.Program, .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            };

            // One worker thread, so that each call always comes from the same thread: strace counts per thread.
            start.Environment["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "1";
            start.Environment["DOTNET_TieredPGO"] = "0";
            using var process = Process.Start(start) ?? throw new InvalidOperationException("strace was not started.");
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            trace = File.ReadAllLines(log);
            return (output, process.ExitCode);
        }
        finally
        {
            File.Delete(log);
        }
    }

    [GeneratedRegex("""(?<=[<"])/[^<>"]*(?=[>"])""", RegexOptions.None, 1000)]
    private static partial Regex PathInLine();

    [GeneratedRegex("""^(?<thread>\d+) +write\((?<file>\d+), .*, (?<length>\d+)\) = """, RegexOptions.None, 1000)]
    private static partial Regex WriteInLine();

    [GeneratedRegex("""^(?<thread>\d+) +(?<call>[a-z0-9]+)\(.*""", RegexOptions.None, 1000)]
    private static partial Regex CallInLine();
}

/// <summary>A point at which to kill or to fail: the n-th call of a kind.</summary>
/// <param name="Call">The system call.</param>
/// <param name="Number">Its number, from 1.</param>
public sealed record KillPoint(string Call, int Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Call}:{Number}";
}

/// <summary>A test that needs strace. Where nothing may be missing (<see cref="Strictness"/>) it runs, and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StraceFactAttribute : FactAttribute
{
    /// <summary>Skips, visibly, where there is none.</summary>
    public StraceFactAttribute()
    {
        if (!Strace.IsHere && !Strictness.IsDemanded)
        {
            Skip = "strace is not on this machine.";
        }
    }
}
