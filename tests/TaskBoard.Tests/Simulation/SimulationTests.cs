using System.Globalization;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Simulation;

public sealed class SimulationTests
{
    /// <summary>How many worlds an ordinary run tries; <c>TASKBOARD_TEST_WORLDS</c> asks for more.</summary>
    private static readonly int s_worlds =
        int.TryParse(Environment.GetEnvironmentVariable("TASKBOARD_TEST_WORLDS"), CultureInfo.InvariantCulture, out var asked) ? asked : LongForm.Count(1_200, 10_000);

    [Fact]
    [Trait("Fault", "11")]
    public void Nothing_is_lost_doubled_or_unsigned_whatever_the_interleaving_and_whoever_dies()
    {
        using var row = FaultRow.Begin(11, "simulated worlds: crashes, power cuts, hand edits, failing disks");
        var seeds = Seeds.Asked is { } one ? [one] : Enumerable.Range(Seeds.Next() & 0x3FFFFFFF, s_worlds);
        var failures = new List<(int Seed, string Report)>();
        Parallel.ForEach(seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, state) =>
        {
            if (Report(seed) is { } report)
            {
                lock (failures)
                {
                    failures.Add((seed, report));
                    if (failures.Count >= 5)
                    {
                        state.Stop();
                    }
                }
            }
        });

        row.End(s_worlds, failures.Count);
        Assert.True(
            failures.Count == 0,
            $"Seeds that fail: {string.Join(' ', failures.Select(f => f.Seed))}. Run one again with TASKBOARD_TEST_SEED.\n{string.Join('\n', failures.Select(f => f.Report))}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_history()
    {
        var seed = Seeds.Next();
        Assert.Equal(Fingerprint(seed), Fingerprint(seed));
    }

    [Fact]
    public void A_broken_protocol_is_found_and_its_seed_fails_again_in_the_same_way()
    {
        var first = Seeds.Next() & 0x3FFFFFFF;
        var (seed, report) = Enumerable.Range(first, 2_000).Select(seed => (seed, Report: ReportOfForgetful(seed))).FirstOrDefault(r => r.Report is not null);

        Assert.True(report is not null, $"In no world from seed {first} on is anything lost where the history is never flushed.");
        Assert.StartsWith($"Seed {seed}:\n", report, StringComparison.Ordinal);
        Assert.Equal(report, ReportOfForgetful(seed));
    }

    private static string? ReportOfForgetful(int seed)
    {
        using var world = new SimulatedWorld(seed);
        world.Database.ForgetsFlushes = true;
        return Report(world);
    }

    private static string? Report(int seed)
    {
        using var world = new SimulatedWorld(seed);
        return Report(world);
    }

    private static string? Report(SimulatedWorld world)
    {
        var faults = SimulationReferee.RunAndCheck(world);
        return faults.Count == 0
            ? null
            : $"Seed {world.Seed}:\n  {string.Join("\n  ", faults)}\nThe history:\n  {string.Join("\n  ", world.Database.Committed.Events.Select(Line))}\nThe last steps, in simulated milliseconds:\n  {string.Join("\n  ", world.Scheduler.Trace)}";
    }

    private static string Line(BoardEvent e) =>
        $"{e.Sequence} r{e.Revision} {e.Event} {e.Task} {e.FromStatus}->{e.ToStatus} by {e.Agent ?? "?"} ({e.Source}) {e.Details} {(e.Changes is { Length: > 200 } ? e.Changes[..200] : e.Changes)}";

    private static string Fingerprint(int seed)
    {
        using var world = new SimulatedWorld(seed);
        SimulationReferee.RunAndCheck(world);
        return string.Join('\n', world.Database.Committed.Events.Select(e => e.Hash).Append(string.Join('\n', world.Scheduler.Trace)));
    }
}
