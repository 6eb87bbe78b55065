using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Examples;

/// <summary>The agents of <c>examples/agents</c>, which take turns through <c>tasks.lock</c> without TaskBoard, beside agents that use it.</summary>
[Trait("Fault", "9")]
public sealed class ForeignAgentTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [ProgramFact("python3")]
    public Task Python_works_beside_TaskBoard() => WorksBesideTaskBoardAsync(ForeignAgent.Python);

    [ProgramFact("node")]
    public Task Node_works_beside_TaskBoard() => WorksBesideTaskBoardAsync(ForeignAgent.Node);

    [ProgramFact("jq")]
    public Task Bash_works_beside_TaskBoard() => WorksBesideTaskBoardAsync(ForeignAgent.Bash);

    [Fact]
    public Task PowerShell_works_beside_TaskBoard() => WorksBesideTaskBoardAsync(ForeignAgent.PowerShell);

    [ProgramFact("python3")]
    public Task Python_gives_its_turn_and_its_task_back_when_it_is_stopped() => GivesBackAsync(ForeignAgent.Python);

    [ProgramFact("node")]
    public Task Node_gives_its_turn_and_its_task_back_when_it_is_stopped() => GivesBackAsync(ForeignAgent.Node);

    [ProgramFact("jq")]
    public Task Bash_gives_its_turn_and_its_task_back_when_it_is_stopped() => GivesBackAsync(ForeignAgent.Bash);

    /// <summary>PowerShell hears Ctrl-C only.</summary>
    [LinuxFact]
    public Task PowerShell_gives_its_turn_and_its_task_back_when_it_is_stopped() => GivesBackAsync(ForeignAgent.PowerShell, "INT");

    [ProgramFact("python3")]
    public Task Others_wait_for_Python_while_it_lives_and_go_on_at_once_when_it_is_killed() => IsWaitedForWhileItLivesAsync(ForeignAgent.Python);

    [ProgramFact("node")]
    public Task Others_wait_for_Node_while_it_lives_and_go_on_at_once_when_it_is_killed() => IsWaitedForWhileItLivesAsync(ForeignAgent.Node);

    [ProgramFact("jq")]
    public Task Others_wait_for_bash_while_it_lives_and_go_on_at_once_when_it_is_killed() => IsWaitedForWhileItLivesAsync(ForeignAgent.Bash);

    [LinuxFact]
    public Task Others_wait_for_PowerShell_while_it_lives_and_go_on_at_once_when_it_is_killed() => IsWaitedForWhileItLivesAsync(ForeignAgent.PowerShell);

    /// <summary>Two of them and two processes of TaskBoard finish one board. Some tasks are meant for each, so that nobody comes away without any.</summary>
    private async Task WorksBesideTaskBoardAsync(ForeignAgent agent)
    {
        string[] foreign = ["foreign-1", "foreign-2"], own = ["own-1", "own-2"];
        await using var board = await Board.CreateAsync(_directory["work"], new BoardOptions { LockTimeout = TimeSpan.FromSeconds(60) });
        await board.AddAsync(
            [
                .. Enumerable.Range(1, 8).Select(i => new TaskDraft($"For anyone {i}")
                {
                    Id = TaskId.Parse($"any{i}"),
                    DependsOn = i > 4 ? [TaskId.Parse($"any{i - 4}")] : [],
                }),
                .. foreign.Concat(own).SelectMany(name => Enumerable.Range(1, 2).Select(i => new TaskDraft($"For {name}") { Id = TaskId.Parse($"{name}.{i}"), AssignedTo = name })),
            ],
            "planner");

        var scripts = foreign.Select(name => agent.Start(board.Directory, name)).ToArray();
        var workers = own.Select(name => WorkerProcess.Start("finish", board.Directory, name, _directory[name])).ToArray();
        try
        {
            foreach (var script in scripts)
            {
                var answer = await script.AnswerAsync();
                Assert.True(answer is { Code: 0, Error: "" }, answer.ToString());
                Assert.DoesNotContain("lost", answer.Out, StringComparison.Ordinal);
            }

            foreach (var worker in workers)
            {
                Assert.Equal(0, await worker.ExitAsync());
            }
        }
        finally
        {
            Array.ForEach(scripts, s => s.Dispose());
            Array.ForEach(workers, w => w.Dispose());
        }

        Assert.Empty(await BoardReferee.CheckAsync(board.Directory));
        var tasks = (await board.ReadAsync()).Tasks;
        Assert.Equal(16, tasks.Count);
        var events = await BoardReferee.EventsAsync(board);

        // Two steps between two turns of TaskBoard are one event; the entries in the file tell both.
        var completions = events.Where(e => e is { ToStatus: "COMPLETED", FromStatus: not "COMPLETED" }).ToLookup(e => e.Task, e => e.Agent);
        Assert.All(tasks, t => Assert.Equal((TaskState.Completed, t.AssignedTo), (t.State, Assert.Single(completions[t.Id.Value]))));
        Assert.All(tasks, t => Assert.Equal(t.AssignedTo, Assert.Single(t.History, e => e.Event == BoardEventKind.Assigned).AgentId));
        Assert.All(foreign, name => Assert.InRange(events.Count(e => e.Agent == name && e is { Source: BoardEventSource.HandEdit, ToStatus: "COMPLETED" }), 2, 10));
        Assert.DoesNotContain(events, e => e.Event is BoardEventKind.Conflict or BoardEventKind.LockBroken);
    }

    private async Task GivesBackAsync(ForeignAgent agent, string signal = "TERM")
    {
        await PlanMuchAsync();
        using var script = agent.Start(_directory.Path, "script");
        await ForeignAgent.StopInItsTurnAsync(script, _directory["tasks.lock"]);
        await ForeignAgent.SignalAsync(script, signal);
        await ForeignAgent.SignalAsync(script, "CONT");
        var answer = await script.AnswerAsync();
        Assert.True(answer is { Code: 0, Error: "" }, answer.ToString());
        Assert.False(File.Exists(_directory["tasks.lock"]));
        await using var board = await Board.OpenAsync(_directory.Path);
        Assert.DoesNotContain((await board.ReadAsync()).Tasks, t => t.State == TaskState.InProgress);
        Assert.Empty(await BoardReferee.CheckAsync(_directory.Path));
    }

    private async Task IsWaitedForWhileItLivesAsync(ForeignAgent agent)
    {
        await PlanMuchAsync();
        using var script = agent.Start(_directory.Path, "script");
        await ForeignAgent.StopInItsTurnAsync(script, _directory["tasks.lock"]);

        var cli = new CliRun(_directory.Path) { Options = o => o.LockTimeout = TimeSpan.FromMilliseconds(100) };
        var refused = await cli.RunAsync("add", "Out of turn");
        Assert.True(refused.Code == 5, refused.ToString());
        Assert.Contains($"locked by script (process {script.Id})", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"Process {script.Id} is running.", refused.Error, StringComparison.Ordinal);
        var shown = JsonDocument.Parse((await cli.RunAsync("lock", "show", "--json")).Out).RootElement;
        Assert.Equal(("script", "alive"), (shown.GetProperty("agent_id").GetString(), shown.GetProperty("verdict").GetString()));

        script.Kill();
        await script.WaitForExitAsync();
        var done = await cli.RunAsync("add", "After it was killed");
        Assert.True(done.Code == 0, done.ToString());
        Assert.Contains($"Process {script.Id} is gone.", (await cli.RunAsync("log", "--json")).Out, StringComparison.Ordinal);
        Assert.Empty(await BoardReferee.CheckAsync(_directory.Path));
    }

    /// <summary>A board whose turns take a while.</summary>
    private async Task PlanMuchAsync()
    {
        await using var board = await Board.CreateAsync(_directory.Path);
        await board.AddAsync([.. Enumerable.Range(1, 1_000).Select(i => new TaskDraft($"Task {i}") { Id = TaskId.Parse($"t{i}"), Description = new string('.', 200) })], "planner");
    }
}
