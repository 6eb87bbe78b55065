using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace TaskBoard.Benchmarks.Library;

/// <summary>The library's pieces under BenchmarkDotNet, each with its floor as the baseline.</summary>
[MemoryDiagnoser]
public class LibraryBenchmarks : IDisposable
{
    private Boards _boards = null!;
    private Contenders _contenders = null!;

    /// <summary>How many tasks the board has.</summary>
    [Params(10, 100, 1_000, 10_000)]
    public int Tasks { get; set; }

    /// <summary>What a change survives.</summary>
    [Params(Durability.Flushed, Durability.Buffered)]
    public Durability Durability { get; set; }

    /// <summary>Runs what a filter chooses (<c>*Change*</c>); nothing given: all.</summary>
    public static int Run(string[] filter)
    {
        // In this process: nothing is built again.
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.Console)
            .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "taskboard-benchmarks"));
        BenchmarkSwitcher.FromTypes([typeof(LibraryBenchmarks)]).Run(["--filter", filter.FirstOrDefault("*")], config);
        return 0;
    }

    /// <summary>Makes a board and its floor.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _boards = new Boards();
        _contenders = new Contenders(_boards, Tasks, Durability);
    }

    /// <summary>Deletes them.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _contenders.Dispose();
        _boards.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The floor of a change.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory("change")]
    public void FloorOfChange() => _contenders.Floor.Change();

    /// <summary>A change.</summary>
    [Benchmark, BenchmarkCategory("change")]
    public void Change() => _contenders.Change();

    /// <summary>The floor of a claim that is given back.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory("claim and release")]
    public void FloorOfClaimAndRelease()
    {
        _contenders.Floor.Change(claim: true);
        _contenders.Floor.Change();
    }

    /// <summary>A claim that is given back.</summary>
    [Benchmark, BenchmarkCategory("claim and release")]
    public void ClaimAndRelease() => _contenders.ClaimAsync().GetAwaiter().GetResult().ReleaseAsync().GetAwaiter().GetResult();

    /// <summary>The floor of a read.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory("read")]
    public bool FloorOfRead() => _contenders.Floor.LookAgain();

    /// <summary>A read of a board that is open and did not change.</summary>
    [Benchmark, BenchmarkCategory("read")]
    public BoardSnapshot Read() => _contenders.Board.ReadAsync().GetAwaiter().GetResult();
}
