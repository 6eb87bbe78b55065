using System.Collections.Concurrent;
using TaskBoard.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TaskBoard.Tests.Simulation.Omissions;

/// <summary>
/// Whether the simulation can fail: with any one flush, check or order of the protocol left out, some world must go wrong, and the same world must not where nothing is.
/// </summary>
public sealed class OmissionTests(ITestOutputHelper output)
{
    /// <summary>In how many worlds at most it must be missed; most are in the first few.</summary>
    private const int Worlds = 20_000;

    [Fact]
    [Trait("Fault", "14")]
    public void Whatever_is_left_out_of_the_protocol_is_missed()
    {
        using var row = FaultRow.Begin(14, "flushes, checks and orders left out, each caught by the simulation");
        var (first, unmissed, unsound) = (Seeds.Next() & 0x3FFFFFFF, new List<Omission>(), new List<string>());
        var omissions = Enum.GetValues<Omission>().Where(o => o != Omission.Nothing).ToArray();
        foreach (var omitted in omissions)
        {
            var (seed, fault) = FirstFault(first, omitted);
            output.WriteLine(fault is null ? $"{omitted}: nothing in {Worlds} worlds from seed {first} on" : $"{omitted}: world {seed - first + 1} (seed {seed}): {fault}");
            if (fault is null)
            {
                unmissed.Add(omitted);
            }
            else if (FaultOf(seed, Omission.Nothing, omitted) is { } own)
            {
                unsound.Add($"{omitted} (seed {seed}): {own}");
            }
        }

        row.End(omissions.Length, unmissed.Count + unsound.Count);
        Assert.True(unmissed.Count == 0, $"In no world of {Worlds} from seed {first} on anything goes wrong without {string.Join(", ", unmissed)}.");
        Assert.True(unsound.Count == 0, $"Worlds in which something goes wrong although nothing is left out tell nothing:\n{string.Join('\n', unsound)}");
    }

    private static (int Seed, string? Fault) FirstFault(int first, Omission omitted)
    {
        var guard = new Lock();
        (int Seed, string? Fault) found = (int.MaxValue, null);

        // In order, so that few worlds are looked at for nothing.
        var seeds = Partitioner.Create(Enumerable.Range(first, Worlds), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, state) =>
        {
            if (FaultOf(seed, omitted, omitted) is { } fault)
            {
                state.Stop();
                lock (guard)
                {
                    found = seed < found.Seed ? (seed, fault) : found;
                }
            }
        });
        return found;
    }

    /// <summary>The first thing that goes wrong in a world; null: nothing.</summary>
    private static string? FaultOf(int seed, Omission omitted, Omission made)
    {
        using var world = new SimulatedWorld(seed, omitted, made);
        return SimulationReferee.RunAndCheck(world) is [var fault, ..] ? fault.Split('\n')[0] : null;
    }
}
