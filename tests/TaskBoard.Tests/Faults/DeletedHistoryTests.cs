using TaskBoard.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TaskBoard.Tests.Faults;

/// <summary>
/// Somebody deletes <c>.taskboard</c>, or the database in it, again and again under real processes at work. The file is the truth: they go on, and
/// when all is calm the board is whole, and the history that then is says that one before is gone.
/// </summary>
[Collection(nameof(Alone))]
public sealed class DeletedHistoryTests(ITestOutputHelper output) : IDisposable
{
    private const int Tasks = 40;
    private readonly TempDirectory _board = new();
    private readonly TempDirectory _logs = new();

    public void Dispose()
    {
        _board.Dispose();
        _logs.Dispose();
    }

    [LinuxFact]
    [Trait("Fault", "9")]
    public async Task Workers_go_on_and_the_board_stays_whole()
    {
        using var row = FaultRow.Begin(9, "deletions of .taskboard or the database under three busy writers");
        var (seed, times, faults) = (Seeds.Next(), LongForm.Count(6, 100), new List<string>());
        var random = new Random(seed);
        using var crew = await WorkerCrew.AtNewBoardAsync(_board.Path, _logs.Path, workers: 3, tasks: Tasks, "--until-end", "--go-on", "--keep-all");
        for (var i = 0; i < times; i++)
        {
            for (var changes = 0; changes < 30 && faults.Count == 0; changes++)
            {
                if (await crew.NextAsync() is null)
                {
                    faults.Add($"all workers had ended after {i} deletions");
                }
            }

            Delete(random.Next(2) == 0);
        }

        await crew.EndAsync();
        await using (var board = await Board.OpenAsync(_board.Path, new BoardOptions { HistoryKept = int.MaxValue }))
        {
            // The last deletion may have come after the last change.
            await board.NoteAsync(TaskId.Parse("t1"), "calm again", "last");
        }

        faults.AddRange(await BoardReferee.CheckAsync(_board.Path));
        await using var after = await Board.OpenAsync(_board.Path);
        var tasks = (await after.ReadAsync()).Tasks.ToDictionary(t => t.Id.Value);
        faults.AddRange(Enumerable.Range(1, Tasks).Where(i => !tasks.ContainsKey($"t{i}")).Select(i => $"t{i} is gone"));
        faults.AddRange(crew.Answers().Where(a => a.Changed).GroupBy(a => (a.Agent, a.Task)).SelectMany(changes => Missing(changes.Key.Agent, changes.Count(), tasks.GetValueOrDefault(changes.Key.Task), changes.Key.Task)));
        faults.AddRange((await BoardReferee.EventsAsync(after)).Any(e => e.Event == BoardEventKind.HistoryRebuilt) ? [] : ["the history does not say that one before is gone"]);
        row.End(times, faults.Count);
        output.WriteLine($"seed {seed}: {times} deletions, {crew.Answers().Count} changes answered");
        Assert.True(faults.Count == 0, $"TASKBOARD_TEST_SEED={seed}:\n{string.Join('\n', faults)}");
    }

    /// <summary>The file is what outlives: of each change that was answered it has the entry.</summary>
    private static IEnumerable<string> Missing(string agent, int changes, TaskItem? task, string id)
    {
        if (task?.History.Count(e => e.AgentId == agent) is var entries && (entries ?? 0) < changes)
        {
            yield return $"of {changes} changes of {id} that {agent} was told are done, the file has {entries?.ToString() ?? "not even the task"}";
        }
    }

    /// <summary>As a shell does it, beside whatever the workers are making there at the same time.</summary>
    private void Delete(bool everything) =>
        ProgramRun.Of(
            "sh",
            "-c",
            everything ? $"rm -rf '{_board[".taskboard"]}'" : $"rm -f '{_board[".taskboard/history.db"]}'*").GetAwaiter().GetResult();
}
