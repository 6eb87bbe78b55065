using System.Diagnostics;
using System.Globalization;
using TaskBoard.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TaskBoard.Tests.Faults;

/// <summary>Processes that work without an end keep within bounds: memory, open files, files in <c>.taskboard</c>, the log of the history. The history itself grows.</summary>
[Collection(nameof(Alone))]
public sealed class BoundTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>How much more memory a process may hold at the end than when it was warm: its pages of the database, and what the collector has not given back.</summary>
    private const long MostGrowth = 64L * 1024 * 1024;

    /// <summary>How many more files it may have open.</summary>
    private const int MostHandles = 12;

    /// <summary>The log is written into the database from 1 MiB on; one commit may come on top, and what readers keep from being written.</summary>
    private const long MostLog = 4L * 1024 * 1024;

    /// <summary>Locks, database, log and settings, and what is on its way in and out of <c>swap/</c>: at most one of each process.</summary>
    private const int MostFiles = 32;

    private readonly TempDirectory _board = new();
    private readonly TempDirectory _logs = new();

    public void Dispose()
    {
        _board.Dispose();
        _logs.Dispose();
    }

    /// <summary>The long form has eight processes for five minutes.</summary>
    [LinuxFact]
    [Trait("Fault", "15")]
    public async Task Nothing_grows_but_the_history()
    {
        using var row = FaultRow.Begin(15, "bounds: changes by processes that go on and on");
        using var crew = await WorkerCrew.AtNewBoardAsync(_board.Path, _logs.Path, workers: LongForm.Count(3, 8), tasks: 40, "--until-end");
        var time = LongForm.IsAsked ? LongForm.Time / 2 : TimeSpan.FromSeconds(5);
        await WorkAsync(crew, time / 2);
        var warm = await MeasureAsync(crew);
        await WorkAsync(crew, time / 2);
        var (end, log, files) = (await MeasureAsync(crew), new FileInfo(_board[".taskboard/history.db-wal"]).Length, Directory.GetFiles(_board[".taskboard"], "*", SearchOption.AllDirectories).Length);
        await crew.EndAsync();

        var faults = (await BoardReferee.CheckAsync(_board.Path)).ToList();
        var (memory, handles) = (end.Zip(warm).Max(p => p.First.Memory - p.Second.Memory), end.Zip(warm).Max(p => p.First.Handles - p.Second.Handles));
        Require(memory <= MostGrowth, $"a process grew by {memory} bytes");
        Require(handles <= MostHandles, $"a process has {handles} more files open");
        Require(log <= MostLog, $"the log of the history has {log} bytes");
        Require(files <= MostFiles, $"{files} files in .taskboard");
        var changes = crew.Answers().Count;
        row.End(changes, faults.Count);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{changes} changes in {time.TotalSeconds} s: at most {memory / 1024} KiB and {handles} handles more in a process, {log / 1024} KiB of log, {files} files"));
        Assert.Empty(faults);

        void Require(bool condition, string fault) => faults.AddRange(condition ? [] : [fault]);
    }

    private static async Task WorkAsync(WorkerCrew crew, TimeSpan time)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < time;)
        {
            await crew.NextAsync();
        }
    }

    /// <summary>The least of several looks: in the midst of a turn a process has more in hand.</summary>
    private static async Task<(long Memory, int Handles)[]> MeasureAsync(WorkerCrew crew)
    {
        const int Looks = 40;
        var least = crew.Ids.Select(_ => (Memory: long.MaxValue, Handles: int.MaxValue)).ToArray();
        for (var look = 0; look < Looks; look++)
        {
            await crew.NextAsync();
            least = [.. least.Zip(crew.Ids, (l, p) => (Math.Min(l.Memory, MemoryOf(p)), Math.Min(l.Handles, Directory.GetFileSystemEntries($"/proc/{p}/fd").Length)))];
        }

        return least;
    }

    private static long MemoryOf(int process) =>
        1024 * long.Parse(File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
