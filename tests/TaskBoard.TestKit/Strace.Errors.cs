namespace TaskBoard.TestKit;

/// <content>Calls that fail once, while the process lives on.</content>
public sealed partial class Strace
{
    /// <summary>Every call on a board's files whose failure a program can notice. Closing is left out: an injected error leaves the file open, which the system never does.</summary>
    private const string FailingCalls = Calls + ",read,pread64,lseek,fcntl,statx,newfstatat,stat,lstat,fstat,getdents64,mmap";

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
        return (output, exit, lines.Count(l => l.Contains("(INJECTED)", StringComparison.Ordinal)));
    }

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
