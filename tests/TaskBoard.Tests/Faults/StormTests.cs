using System.Diagnostics;
using System.Globalization;
using TaskBoard.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TaskBoard.Tests.Faults;

/// <summary>Many real processes at one board, some of which are killed or stopped while they work.</summary>
[Collection(nameof(Alone))]
public sealed class StormTests(ITestOutputHelper output) : IDisposable
{
    private TempDirectory _board = new();
    private TempDirectory _logs = new();
    private int _late;

    public void Dispose()
    {
        _board.Dispose();
        _logs.Dispose();
    }

    /// <summary>The long form goes on, board after board, for ten minutes.</summary>
    [Fact]
    [Trait("Fault", "6")]
    public async Task Killed_workers_lose_nothing_and_do_nothing_twice()
    {
        using var row = FaultRow.Begin(6, "kill storm: kills among eight processes");
        var (seed, kills) = (Seeds.Next(), 0);
        await RepeatAsync(async round => kills += await KillAsync(new Random(seed + round)));
        output.WriteLine($"seed {seed}: {kills} kills");
        Assert.InRange(kills, 20, int.MaxValue);
        row.End(kills, 0);
    }

    /// <summary>The long form goes on, board after board, for ten minutes.</summary>
    [LinuxFact]
    [Trait("Fault", "7")]
    public async Task Stopped_workers_overwrite_nobody()
    {
        using var row = FaultRow.Begin(7, "pause storm: pauses of 0.1 to 2 leases among four processes");
        var (seed, stops) = (Seeds.Next(), 0);
        await RepeatAsync(async round => stops += await StopAsync(new Random(seed + round), seed + round));
        output.WriteLine($"seed {seed}: {stops} pauses, {_late} late writers refused");
        Assert.InRange(stops, 1, int.MaxValue);
        Assert.True(_late > 0 || !LongForm.IsAsked, $"Seed {seed}: none of {stops} pauses made a writer late.");
        row.End(stops, 0);
    }

    /// <summary>Every second time they name the task; else it is the only one that is ready. The long form (<c>TASKBOARD_TEST_LONG=1</c>) has 1,000 races.</summary>
    [Fact]
    [Trait("Fault", "6")]
    public async Task Of_eight_processes_that_race_for_a_task_one_wins()
    {
        var (rounds, met) = (LongForm.Count(50, 1_000), 0);
        using var row = FaultRow.Begin(6, "races of eight processes for one task");
        await AddTasksAsync(rounds, inARow: true);
        var racers = Enumerable.Range(0, 8).Select(i => WorkerProcess.Start("race", _board.Path, $"racer-{i}")).ToArray();
        try
        {
            Assert.All(racers, r => Assert.Equal("ready", r.ReadLine()));
            for (var round = 1; round <= rounds; round++)
            {
                var moment = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 200);
                Array.ForEach(racers, r => r.WriteLine($"{(round % 2 == 0 ? "next" : $"t{round}")} {moment}"));
                var results = racers.Select(r => r.ReadLine()?.Split(' ') ?? []).ToArray();
                var winner = Array.FindIndex(results, r => r[0] == "won");
                Assert.Equal($"t{round}#1", Assert.Single(results, r => r[0] != "lost")[1]);
                var ended = long.Parse(results[winner][3], CultureInfo.InvariantCulture);
                met += results.Count(r => r[0] == "lost" && long.Parse(r[2], CultureInfo.InvariantCulture) < ended);
                racers[winner].WriteLine("complete");
                Assert.Equal("completed", racers[winner].ReadLine());
            }
        }
        finally
        {
            Array.ForEach(racers, r => r.Dispose());
        }

        // Or it was no race: on average so many had begun before the winner had its answer.
        output.WriteLine($"{rounds} races, each of the winner and {(double)met / rounds:0.0} others");
        Assert.InRange(met, 2 * rounds, int.MaxValue);
        var faults = await BoardReferee.CheckAsync(_board.Path);
        row.End(rounds, faults.Count);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Eight_processes_get_their_turns_alike()
    {
        // Who is next is a matter of chance, so that few turns differ by chance alone: on a slow machine ten seconds are not enough of them.
        const string Seconds = "10", Turns = "1000";
        await AddTasksAsync(8);
        var workers = Enumerable.Range(1, 8).Select(i => WorkerProcess.Start("turns", _board.Path, $"worker-{i}", Seconds, Turns, $"t{i}")).ToArray();
        try
        {
            Assert.All(workers, w => Assert.Equal("ready", w.ReadLine()));
            Array.ForEach(workers, w => w.WriteLine("go"));
            var turns = workers.Select(w => int.Parse(w.ReadLine() ?? "0", CultureInfo.InvariantCulture)).ToArray();
            Assert.True(turns.Max() <= 1.5 * turns.Min() && turns.Min() > 0, $"Turns of each: {string.Join(' ', turns)}");
        }
        finally
        {
            Array.ForEach(workers, w => w.Dispose());
        }

        Assert.Empty(await BoardReferee.CheckAsync(_board.Path));
    }

    private static async Task RepeatAsync(Func<int, Task> round)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i == 0 || (LongForm.IsAsked && Stopwatch.GetElapsedTime(began) < LongForm.Time); i++)
        {
            await round(i);
        }
    }

    private async Task<int> KillAsync(Random random)
    {
        await AddTasksAsync(LongForm.Count(100, 1_000));
        using var crew = new WorkerCrew(_board.Path, _logs.Path);
        for (var i = 0; i < 8; i++)
        {
            crew.Start($"worker-{i}");
        }

        var (answers, kills) = (0, 0);
        while (await crew.NextAsync() is var (agent, line))
        {
            Assert.NotEqual("unreadable", line);
            if (line == "did" && ++answers % 7 == 0)
            {
                // Somebody dies wherever it happens to be, and a successor under the same name goes on.
                var victim = crew.Agents[random.Next(crew.Agents.Count)];
                crew.Kill(victim);
                crew.Start(victim);
                kills++;
            }
        }

        await CheckAllIsDoneAsync(crew);
        return kills;
    }

    /// <summary>In the long form they work on each task for a while, so that a pause may outlast a lease, and the task goes to another.</summary>
    private async Task<int> StopAsync(Random random, int seed)
    {
        await AddTasksAsync(LongForm.Count(60, 300));
        using var crew = LongForm.IsAsked
            ? new WorkerCrew(_board.Path, _logs.Path, "1", $"{seed}") { Verb = "toil" }
            : new WorkerCrew(_board.Path, _logs.Path, "--lease", "1");
        for (var i = 0; i < 4; i++)
        {
            crew.Start($"worker-{i}");
        }

        // A shell stops and continues them: from a tenth of a lease to two leases, wherever they are, in a turn or at work.
        var stops = LongForm.Count(8, 60);
        var script = string.Join("; ", Enumerable.Range(0, stops).Select(_ => string.Create(
            CultureInfo.InvariantCulture,
            $"p={crew.Ids[random.Next(4)]}; kill -STOP $p 2>/dev/null || exit 0; sleep {0.1 + (1.9 * random.NextDouble() * random.NextDouble()):0.00}; kill -CONT $p 2>/dev/null; echo stopped")));
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        while (await crew.NextAsync() is var (_, line))
        {
            _late += line.StartsWith("lost", StringComparison.Ordinal) ? 1 : 0;
        }

        var met = (await shell.StandardOutput.ReadToEndAsync()).Split('\n').Length - 1;
        await shell.WaitForExitAsync();
        await CheckAllIsDoneAsync(crew);
        return met;
    }

    private async Task AddTasksAsync(int count, bool inARow = false)
    {
        Renew();
        await using var board = await Board.CreateAsync(_board.Path);
        var drafts = Enumerable.Range(1, count).Select(i => new TaskDraft($"Task {i}")
        {
            Id = TaskId.Parse($"t{i}"),
            MaxAttempts = 100,
            DependsOn = inARow && i > 1 ? [TaskId.Parse($"t{i - 1}")] : [],
        });
        await board.AddAsync([.. drafts], "planner");
    }

    /// <summary>Each round has a board and logs of its own.</summary>
    private void Renew()
    {
        Dispose();
        (_board, _logs) = (new(), new());
    }

    private async Task CheckAllIsDoneAsync(WorkerCrew crew)
    {
        Assert.Empty(await BoardReferee.CheckAsync(_board.Path));
        await using var board = await Board.OpenAsync(_board.Path);
        Assert.All((await board.ReadAsync()).Tasks, t => Assert.Equal(TaskState.Completed, t.State));
        var events = (await BoardReferee.EventsAsync(board)).ToLookup(e => (e.Revision, e.Agent, e.Task));
        Assert.All(crew.Answers().Where(a => a.Changed), a => Assert.NotEmpty(events[(a.Revision, a.Agent, a.Task)]));
    }
}
