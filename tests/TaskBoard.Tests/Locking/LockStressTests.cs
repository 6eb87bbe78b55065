using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Locking;

[Collection(nameof(Alone))]
public sealed class LockStressTests
{
    private const int Processes = 6;

    /// <summary>
    /// Six processes, two of them scripts that know only <c>tasks.lock</c>; 15 % of the turns end in death at some step. The long form
    /// (<c>TASKBOARD_TEST_LONG=1</c>) goes on for 100,000 turns.
    /// </summary>
    [Fact]
    [Trait("Fault", "5")]
    public async Task No_two_processes_ever_have_the_turn_at_once_although_they_die_and_dawdle()
    {
        var turns = LongForm.Count(1_500, 100_000);
        using var row = FaultRow.Begin(5, "widened turns of six processes that die, under a referee");
        using var directory = new TempDirectory();
        var seed = Seeds.Next();
        var printed = await Task.WhenAll(Enumerable.Range(0, Processes)
            .Select(i => Worker(directory.Path, i % 3 == 0 ? "script" : "turns", new Random(seed + i), turns)));
        var counted = new FileInfo(directory["count"]).Length;
        row.End(counted, printed.Sum(p => p.Split('\n').Length - 1));
        Assert.True(printed.All(p => p.Length == 0), $"Seed {seed}: {string.Concat(printed)}");
        Assert.True(counted >= turns);

        // Or the deaths missed what they are for.
        Assert.True(Directory.GetFiles(directory[".taskboard/broken"]).Length > turns / 100);
    }

    /// <summary>One worker after the other, each after the death of the one before.</summary>
    private static async Task<string> Worker(string directory, string role, Random random, int turns)
    {
        var printed = "";
        while (true)
        {
            using var worker = WorkerProcess.Start("lock-stress", directory, role, $"{random.Next()}", $"{turns}", "15");
            printed += await worker.ReadToEndAsync();
            var exit = await worker.ExitAsync();
            if (exit == 0)
            {
                return printed;
            }

            if (exit != 137)
            {
                return $"{printed}exit code {exit}\n";
            }
        }
    }

    /// <summary>Eight processes want the board all the time.</summary>
    [Fact]
    public async Task Eight_processes_get_turns_about_equally_often_and_nobody_fails()
    {
        using var directory = new TempDirectory();
        var workers = Enumerable.Range(0, 8).Select(_ => WorkerProcess.Start("lock-turns", directory.Path, "10")).ToList();
        try
        {
            workers.ForEach(w => Assert.Equal("ready", w.ReadLine()));
            workers.ForEach(w => w.WriteLine("go"));
            var counts = await Task.WhenAll(workers.Select(async w => (Turns: int.Parse(await w.ReadToEndAsync()), Exit: await w.ExitAsync())));
            Assert.All(counts, c => Assert.Equal(0, c.Exit));
            var (least, most) = (counts.Min(c => c.Turns), counts.Max(c => c.Turns));
            Assert.True(most <= 1.5 * least, $"The luckiest got {most} turns, the unluckiest {least}.");
        }
        finally
        {
            workers.ForEach(w => w.Dispose());
        }
    }
}
