using System.Globalization;
using System.Text.RegularExpressions;

namespace TaskBoard.TestKit;

/// <content>Calls that fail once, while the process lives on.</content>
public sealed partial class Strace
{
    /// <summary>Every call on a board's files whose failure a program can notice. Closing is left out: an injected error leaves the file open, which the system never does.</summary>
    private const string FailingCalls = Calls + ",read,pread64,lseek,fcntl,statx,newfstatat,stat,lstat,fstat,getdents64,mmap";

    /// <summary>After how many bytes a write comes short.</summary>
    public const int ShortLength = 10;

    /// <summary>Runs without harm and answers the points at which a call can fail: each call on the board's files, with its number among those of its kind.</summary>
    public IReadOnlyList<KillPoint> CountAll(params string[] arguments)
    {
        Run(["-e", $"trace={FailingCalls}", .. Filters()], arguments, out var lines);
        return [.. Numbered(lines).Select(c => c.Point).Distinct()];
    }

    /// <summary>Runs, and lets one call fail without doing anything.</summary>
    /// <returns>What was printed, the exit code, and how often the error was met (once, or not at all where the run took another way).</returns>
    public (string Output, int Exit, int Met) FailAt(KillPoint point, string error, params string[] arguments)
    {
        var (output, exit) = Run(["-e", $"trace={point.Call}", "-e", $"inject={point.Call}:error={error}:when={point.Number}", .. Filters()], arguments, out var lines);
        return (output, exit, lines.Count(IsInjected));
    }

    /// <summary>Runs, lets one call fail, and answers the points after that at which to kill.</summary>
    public IReadOnlyList<KillPoint> CountAfter(KillPoint failed, string error, params string[] arguments)
    {
        Run(["-e", $"trace={Calls}", "-e", $"inject={failed.Call}:error={error}:when={failed.Number}", .. Filters()], arguments, out var lines);
        return Effective(Numbered(lines).SkipWhile(c => !IsInjected(c.Line)).Skip(1).Where(c => c.Point.Call != failed.Call));
    }

    /// <summary>Runs, lets one call fail, and kills before another.</summary>
    /// <returns>What was printed, and whether it was killed.</returns>
    public (string Output, bool Killed) FailThenKill(KillPoint failed, string error, KillPoint point, params string[] arguments)
    {
        var (output, exit) = Run(
            ["-e", $"trace={failed.Call},{point.Call}", "-e", $"inject={failed.Call}:error={error}:when={failed.Number}", "-e", $"inject={point.Call}:signal=KILL:when={point.Number}", .. Filters()],
            arguments,
            out _);
        return (output, exit == 137);
    }

    /// <summary>Runs, and lets one write tell that it came short, after ten bytes. (Of these it writes none, which a program cannot know.)</summary>
    /// <returns>What was printed, the exit code, and how many bytes that write and the next of the same file were asked for; null: it was not met.</returns>
    public (string Output, int Exit, (int Asked, int Then)? Written) CutShort(KillPoint write, params string[] arguments)
    {
        var (output, exit) = Run(["-e", "trace=write", "-e", $"inject=write:retval={ShortLength}:when={write.Number}", .. Filters()], arguments, out var lines);
        var writes = lines.Select(l => (Line: l, Write: WriteInLine().Match(l))).Where(w => w.Write.Success).SkipWhile(w => !IsInjected(w.Line)).Select(w => w.Write).ToArray();
        var next = writes.Skip(1).FirstOrDefault(w => w.Groups["file"].Value == writes[0].Groups["file"].Value);
        return (output, exit, writes.Length == 0 ? null : (Length(writes[0]), next is null ? 0 : Length(next)));

        static int Length(Match write) => int.Parse(write.Groups["length"].Value, CultureInfo.InvariantCulture);
    }

    private static bool IsInjected(string line) => line.Contains("(INJECTED)", StringComparison.Ordinal);

    private static IEnumerable<(KillPoint Point, string Line)> Numbered(IReadOnlyList<string> lines)
    {
        var counts = new Dictionary<(string Thread, string Call), int>();
        foreach (var match in lines.Select(l => CallInLine().Match(l)).Where(m => m.Success))
        {
            var (thread, call) = (match.Groups["thread"].Value, match.Groups["call"].Value);
            var number = counts[(thread, call)] = counts.GetValueOrDefault((thread, call)) + 1;
            yield return (new KillPoint(call, number), match.Value);
        }
    }
}
