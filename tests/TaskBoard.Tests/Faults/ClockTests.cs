using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Faults;

/// <summary>
/// Real processes whose wall clocks are a day slow, a day fast or at the end of 32-bit time, or jump while they run: none of them breaks the lock of one
/// who lives, and none takes a task whose lease lives.
/// </summary>
[Collection(nameof(Alone))]
public sealed class ClockTests : IDisposable
{
    private const string LastSeconds = "@2038-01-19 03:14:05";
    private const int Probes = 60;

    private static readonly FakeClock[] s_clocks = LongForm.IsAsked
        ? [new("-1d"), new("+1d"), new(LastSeconds), new("+30y"), new("+1d") { MovesMonotonic = true }, new("-1d") { MovesMonotonic = true }]
        : [new("-1d"), new(LastSeconds)];

    private readonly TempDirectory _board = new();
    private readonly TempDirectory _logs = new();

    public void Dispose()
    {
        _board.Dispose();
        _logs.Dispose();
    }

    [FakeClockFact]
    [Trait("Fault", "8")]
    public async Task A_lease_that_lives_is_taken_by_nobody_whatever_the_clocks_show()
    {
        using var row = FaultRow.Begin(8, "clocks: attempts at living leases");
        await AddTasksAsync(1 + s_clocks.Length);
        var (tries, faults) = (0, new List<string>());
        for (var i = -1; i < s_clocks.Length; i++)
        {
            // First whoever holds has the true clock and the others have not, then the other way round.
            var clock = i < 0 ? FakeClock.True : s_clocks[i];
            using var holder = WorkerProcess.StartAt(clock, "hold", _board.Path, $"holder{i}", "900", "alone");
            var held = holder.ReadLine();
            Require(held?.EndsWith("#1", StringComparison.Ordinal) ?? false, $"{clock}: holds {held}");
            foreach (var other in i < 0 ? s_clocks : [FakeClock.True])
            {
                using var racer = WorkerProcess.StartAt(other, "race", _board.Path, $"racer{++tries}");
                racer.ReadLine();
                racer.WriteLine($"{held?.Split('#')[0]} 0");
                Require(racer.ReadLine()?.StartsWith("lost", StringComparison.Ordinal) ?? false, $"{other} took what {clock} holds");
            }

            holder.WriteLine("complete");
            Require(holder.ReadLine() is "completed", $"{clock}: was not the one who completed, or late");
        }

        faults.AddRange(await BoardReferee.CheckAsync(_board.Path));
        row.End(tries, faults.Count);
        Assert.Empty(faults);

        void Require(bool condition, string fault) => faults.AddRange(condition ? [] : [fault]);
    }

    [FakeClockFact]
    [Trait("Fault", "8")]
    public async Task A_lock_that_lives_is_broken_by_nobody_whatever_the_clocks_show()
    {
        using var row = FaultRow.Begin(8, "clocks: attempts at living locks");
        await AddTasksAsync(1);
        var (tries, faults) = (0, new List<string>());
        foreach (var clock in s_clocks)
        {
            using var holder = WorkerProcess.StartAt(clock, "lock-hold", _board.Path, "visible");
            holder.ReadLine();
            await TryAllAsync($"the lock of {clock}");
            holder.EndInput();
            Assert.Equal(0, await holder.ExitAsync());
        }

        // A script of which nobody can know whether it lives.
        await File.WriteAllTextAsync(_board["tasks.lock"], """{"agent_id":"script","timestamp":"2026-11-21T09:05:12.310Z"}""");
        await TryAllAsync("a script's lock");
        File.Delete(_board["tasks.lock"]);
        faults.AddRange(await BoardReferee.CheckAsync(_board.Path));
        row.End(tries, faults.Count);
        Assert.Empty(faults);

        async Task TryAllAsync(string what)
        {
            tries += 1 + s_clocks.Length;
            faults.AddRange((await Task.WhenAll(s_clocks.Append(FakeClock.True).Select(async clock =>
            {
                using var other = WorkerProcess.StartAt(clock, "attempt", _board.Path, "other", "add", "added", "once");
                return (clock, Said: await other.ReadToEndAsync());
            }))).Where(a => !a.Said.StartsWith($"refused {BoardErrorCodes.BoardLocked}", StringComparison.Ordinal)).Select(a => $"{a.clock} at {what}: {a.Said}"));
        }
    }

    [FakeClockFact]
    [Trait("Fault", "8")]
    public async Task A_clock_that_jumps_ends_no_lease_that_is_renewed()
    {
        using var row = FaultRow.Begin(8, "clocks: attempts while the holder's clock jumps by days");
        await AddTasksAsync(1);
        var (file, faults) = (_logs["time"], new List<string>());
        await File.WriteAllTextAsync(file, "+0");
        using var holder = WorkerProcess.StartAt(new FakeClock((string?)null) { File = file }, "hold", _board.Path, "holder", "2", "renewed");
        Assert.Equal("t1#1", holder.ReadLine());

        // Longer than two leases, by the clock that leases go by; a person with the true clock tries all the time.
        await using var board = await Board.OpenAsync(_board.Path);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(80));
        for (var i = 0; i < Probes && faults.Count == 0 && await look.WaitForNextTickAsync(); i++)
        {
            await File.WriteAllTextAsync(file, (i % 3) switch { 0 => "+1d", 1 => "-1d", _ => "+0" });
            if (await board.TryClaimNextAsync("other") is { } claim)
            {
                faults.Add($"after {i} jumps the task was given to another, as {claim.Handle}");
            }
        }

        holder.WriteLine("complete");
        var said = holder.ReadLine();
        faults.AddRange(said == "completed" ? [] : [$"the holder was told: {said}"]);
        row.End(Probes, faults.Count);
        Assert.Empty(faults);
    }

    [FakeClockFact]
    [Trait("Fault", "8")]
    public async Task Workers_whose_clocks_disagree_lose_nothing_and_do_nothing_twice()
    {
        using var row = FaultRow.Begin(8, "clocks: tasks done by workers whose clocks disagree");
        var tasks = LongForm.Count(40, 1_000);
        await AddTasksAsync(tasks);
        using var crew = new WorkerCrew(_board.Path, _logs.Path);
        foreach (var (clock, i) in s_clocks.Append(FakeClock.True).Select((c, i) => (c, i)))
        {
            crew.Start($"worker-{i}", clock);
        }

        while (await crew.NextAsync() is not null)
        {
            // Until all have ended.
        }

        var faults = (await BoardReferee.CheckAsync(_board.Path)).ToList();
        await using var board = await Board.OpenAsync(_board.Path);
        var events = await BoardReferee.EventsAsync(board);
        faults.AddRange(events.Zip(events.Skip(1)).Where(e => e.First.RecordedAt >= e.Second.RecordedAt && e.First.Revision != e.Second.Revision).Select(e => $"event {e.Second.Sequence} is recorded before the one before"));
        var known = events.ToLookup(e => (e.Revision, e.Agent, e.Task));
        faults.AddRange(crew.Answers().Where(a => a.Changed && !known[(a.Revision, a.Agent, a.Task)].Any()).Select(a => $"{a} is not on record"));
        faults.AddRange((await board.ReadAsync()).Tasks.Where(t => t.State != TaskState.Completed).Select(t => $"{t.Id} is {t.State}"));
        row.End(tasks, faults.Count);
        Assert.Empty(faults);
    }

    private async Task AddTasksAsync(int count)
    {
        await using var board = await Board.CreateAsync(_board.Path);
        await board.AddAsync([.. Enumerable.Range(1, count).Select(i => new TaskDraft($"Task {i}") { Id = TaskId.Parse($"t{i}") })], "planner");
    }
}
