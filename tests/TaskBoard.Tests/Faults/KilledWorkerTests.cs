using TaskBoard.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TaskBoard.Tests.Faults;

/// <summary>Real worker processes that are killed with tasks in hand, and successors under other names: what the dead had comes back by the clock alone.</summary>
[Collection(nameof(Alone))]
public sealed class KilledWorkerTests(ITestOutputHelper output) : IDisposable
{
    private const int Workers = 4;
    private const int Holders = 2;
    private readonly TempDirectory _board = new();
    private readonly TempDirectory _logs = new();

    public void Dispose()
    {
        _board.Dispose();
        _logs.Dispose();
    }

    /// <summary>The long form (<c>TASKBOARD_TEST_LONG=1</c>) has 1,000 tasks.</summary>
    [Fact]
    [Trait("Fault", "6")]
    public async Task What_killed_workers_had_in_hand_comes_back_and_every_task_is_completed_once()
    {
        var (tasks, seed) = (LongForm.Count(60, 1_000), Seeds.Next());
        using var row = FaultRow.Begin(6, "tasks whose workers are killed and never come back");
        var random = new Random(seed);
        await using var board = await Board.CreateAsync(_board.Path);

        // Each lease that ends costs an attempt.
        await board.AddAsync([.. Enumerable.Range(1, tasks).Select(i => new TaskDraft($"Task {i}") { Id = TaskId.Parse($"t{i}"), MaxAttempts = 100 })], "planner");
        foreach (var holder in Enumerable.Range(1, Holders))
        {
            DieHolding($"holder-{holder}");
        }

        using var crew = new WorkerCrew(_board.Path, _logs.Path, "1", $"{seed}") { Verb = "toil" };
        var hired = 0;
        while (hired < Workers)
        {
            crew.Start($"worker-{++hired}");
        }

        for (var steps = random.Next(2, 14); await crew.NextAsync() is { } said;)
        {
            if (--steps <= 0 && crew.Agents.Contains(said.Agent))
            {
                // In the midst of whatever it does some moment after it claimed or completed: whether that is a task is left to chance.
                await Task.Delay(random.Next(20));
                crew.Kill(said.Agent);
                crew.Start($"worker-{++hired}");
                steps = random.Next(2, 14);
            }
        }

        var events = await BoardReferee.EventsAsync(board);
        var completed = events.Where(e => e is { ToStatus: "COMPLETED", FromStatus: not "COMPLETED" }).Select(e => e.Task).ToArray();
        var cameBack = events.Count(e => e is { Source: BoardEventSource.Monitor, ToStatus: "PENDING" });
        var held = events.Count(e => e is { FromStatus: "PENDING", ToStatus: "IN_PROGRESS" }) - completed.Length;
        output.WriteLine($"seed {seed}: {tasks} tasks, {hired - Workers + Holders} kills, {cameBack} leases ended, {completed.Length} completions");
        Assert.True(completed.Length == tasks && completed.Distinct().Count() == tasks, $"Seed {seed}: of {tasks} tasks {completed.Distinct().Count()} were completed, in {completed.Length} completions.");
        Assert.True(cameBack == held && held >= Holders, $"Seed {seed}: of {held} claims that no result followed, {cameBack} came back from {hired - Workers + Holders} kills.");
        Assert.All((await board.ReadAsync()).Tasks, t => Assert.Equal(TaskState.Completed, t.State));
        var known = events.ToLookup(e => (e.Revision, e.Agent, e.Task));
        Assert.All(crew.Answers().Where(a => a.Changed), a => Assert.NotEmpty(known[(a.Revision, a.Agent, a.Task)]));
        Assert.Empty(await BoardReferee.CheckAsync(_board.Path));
        row.End(tasks, 0);
    }

    /// <summary>A process that has claimed a task for certain, and dies before it does anything else.</summary>
    private void DieHolding(string agent)
    {
        using var holder = WorkerProcess.Start("hold", _board.Path, agent, "1", "renewed");
        Assert.StartsWith("t", holder.ReadLine(), StringComparison.Ordinal);
        holder.Kill();
    }
}
