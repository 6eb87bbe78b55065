using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Faults;

/// <summary>
/// One process is held up before each call by which it takes, shows or gives back a lock or a file, which makes every gap between two of them wide, while others
/// hammer on the same board.
/// </summary>
[Collection(nameof(Alone))]
public sealed class SlowedProcessTests : IDisposable
{
    private static readonly TimeSpan s_delay = TimeSpan.FromMilliseconds(LongForm.Count(20, 200));
    private readonly TempDirectory _board = new();
    private readonly TempDirectory _logs = new();

    public void Dispose()
    {
        _board.Dispose();
        _logs.Dispose();
    }

    [StraceFact]
    [Trait("Fault", "5")]
    public async Task Never_has_the_turn_together_with_another()
    {
        using var row = FaultRow.Begin(5, "turns of four processes, one held up at each call, under a referee");
        var (seed, turns) = (Seeds.Next() & 0xFFFFFF, $"{LongForm.Count(60, 600)}");
        string[] Stress(int i) => ["lock-stress", _board.Path, "turns", $"{seed + i}", turns, "0"];
        var workers = Enumerable.Range(0, 4).Select(i => i == 0 ? WorkerProcess.StartSlowed(s_delay, Stress(i)) : WorkerProcess.Start(Stress(i))).ToArray();
        try
        {
            var printed = await Task.WhenAll(workers.Select(async w => $"{await w.ReadToEndAsync()}{(await w.ExitAsync() is var exit and not 0 ? $"exit code {exit}\n" : "")}"));
            row.End(new FileInfo(_board["count"]).Length, printed.Sum(p => p.Split('\n').Length - 1));
            Assert.True(printed.All(p => p.Length == 0), $"Seed {seed}: {string.Concat(printed)}");
        }
        finally
        {
            Array.ForEach(workers, w => w.Dispose());
        }
    }

    [StraceFact]
    [Trait("Fault", "5")]
    public async Task Loses_no_change_and_makes_none_twice()
    {
        using var row = FaultRow.Begin(5, "tasks done by four processes, one held up at each call");
        var tasks = LongForm.Count(40, 400);
        await using (var board = await Board.CreateAsync(_board.Path))
        {
            await board.AddAsync([.. Enumerable.Range(1, tasks).Select(i => new TaskDraft($"Task {i}") { Id = TaskId.Parse($"t{i}") })], "planner");
        }

        using var crew = new WorkerCrew(_board.Path, _logs.Path);
        crew.Start("slow", delay: s_delay);
        for (var i = 0; i < 3; i++)
        {
            crew.Start($"worker-{i}");
        }

        while (await crew.NextAsync() is not null)
        {
            // Until all have ended.
        }

        var faults = (await BoardReferee.CheckAsync(_board.Path)).ToList();
        await using var after = await Board.OpenAsync(_board.Path);
        var known = (await BoardReferee.EventsAsync(after)).ToLookup(e => (e.Revision, e.Agent, e.Task));
        faults.AddRange(crew.Answers().Where(a => a.Changed && !known[(a.Revision, a.Agent, a.Task)].Any()).Select(a => $"{a} is not on record"));
        faults.AddRange((await after.ReadAsync()).Tasks.Where(t => t.State != TaskState.Completed).Select(t => $"{t.Id} is {t.State}"));
        row.End(tasks, faults.Count);
        Assert.Empty(faults);
    }
}
