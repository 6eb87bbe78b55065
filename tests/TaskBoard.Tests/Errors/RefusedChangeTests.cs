using TaskBoard.Rules;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Errors;

/// <summary>What the rules refuse, on a real board: nothing is written, and the message names state, holder and what is allowed.</summary>
public sealed class RefusedChangeTests
{
    private static readonly TaskId s_a = TaskId.Parse("a");
    private static readonly TaskId s_b = TaskId.Parse("b");
    private static readonly TaskId s_c = TaskId.Parse("c");

    [Fact]
    public async Task Each_is_refused_in_words_of_its_own()
    {
        var page = new RefusalPage();
        await Refused<TaskNotFoundException>("unknown id", BoardErrorCodes.TaskNotFound, BoardErrorKind.NotFound,
            board => board.ReleaseAsync(TaskId.Parse("nope"), "agent-1"));
        await Refused<TaskNotFoundException>("unknown id, nearly right", BoardErrorCodes.TaskNotFound, BoardErrorKind.NotFound,
            board => board.RemoveAsync(TaskId.Parse("A"), "agent-1"));
        await Refused<TaskNotFoundException>("unknown dependency", BoardErrorCodes.TaskNotFound, BoardErrorKind.NotFound,
            board => board.AddAsync(new TaskDraft("d") { DependsOn = [TaskId.Parse("nope")] }, "planner"));
        await Refused<TransitionRefusedException>("start of an unclaimed task", BoardErrorCodes.TransitionRefused, BoardErrorKind.Refused,
            board => board.StartAsync(s_c, "agent-1"));
        await Refused<ClaimLostException>("another agent's task", BoardErrorCodes.ClaimLost, BoardErrorKind.Refused,
            board => board.CompleteAsync(s_a, "done", "agent-2"));
        await Refused<ClaimLostException>("claim of another agent's task", BoardErrorCodes.ClaimLost, BoardErrorKind.Refused,
            board => board.ClaimAsync(s_a, "agent-2"));
        await Refused<ClaimLostException>("a stale handle", BoardErrorCodes.ClaimLost, BoardErrorKind.Refused,
            board => board.CompleteAsync(new ClaimHandle(s_a, 1), "done", "agent-1"),
            async board =>
            {
                await board.ReleaseAsync(new ClaimHandle(s_a, 1), "agent-1");
                await board.ClaimAsync(s_a, "agent-2");
            });
        await Refused<ClaimLostException>("a handle whose task was released", BoardErrorCodes.ClaimLost, BoardErrorKind.Refused,
            board => board.ReportProgressAsync(new ClaimHandle(s_a, 1), 50, null, "agent-1"),
            board => board.ReleaseAsync(new ClaimHandle(s_a, 1), "agent-1"));
        await Refused<TaskNotReadyException>("not ready", BoardErrorCodes.TaskNotReady, BoardErrorKind.Refused,
            board => board.ClaimAsync(s_b, "agent-2"));
        await Refused<TaskExistsException>("id taken", BoardErrorCodes.TaskExists, BoardErrorKind.Refused,
            board => board.AddAsync(new TaskDraft("again") { Id = s_a }, "planner"));
        await Refused<DependencyCycleException>("cycle", BoardErrorCodes.DependencyCycle, BoardErrorKind.Refused,
            board => board.EditAsync(s_a, new TaskEdit { AddDependsOn = [s_b] }, "planner"));
        await Refused<RequestKeyReusedException>("request key of another request", BoardErrorCodes.RequestKeyReused, BoardErrorKind.Refused,
            board => board.AddAsync(new TaskDraft("second"), new ChangeBy("planner") { RequestKey = "k" }),
            board => board.AddAsync(new TaskDraft("first"), new ChangeBy("planner") { RequestKey = "k" }));
        await Refused<InvalidRequestException>("a draft with several faults", BoardErrorCodes.InvalidRequest, BoardErrorKind.Usage,
            board => board.AddAsync([new TaskDraft(" ") { Labels = [""], MaxAttempts = 0 }, new TaskDraft("two\nlines") { Persona = "" }], "planner"));
        await Refused<InvalidRequestException>("progress with several faults", BoardErrorCodes.InvalidRequest, BoardErrorKind.Usage,
            board => board.ReportProgressAsync(s_a, 101, " ", "agent-1"));
        await Refused<InvalidRequestException>("nobody's change", BoardErrorCodes.InvalidRequest, BoardErrorKind.Usage,
            board => board.AddAsync(new TaskDraft("d"), " "));
        await Refused<InvalidRequestException>("no tasks", BoardErrorCodes.InvalidRequest, BoardErrorKind.Usage,
            board => board.AddAsync([], "planner"));
        await Refused<RevisionNotFoundException>("no such revision", BoardErrorCodes.RevisionNotFound, BoardErrorKind.NotFound,
            board => board.History.ReplayAsync(99));
        await page.AddAsync<TaskHeldException>("a task with problems", BoardErrorCodes.TaskHeld, BoardErrorKind.Refused,
            async scene =>
            {
                await File.WriteAllTextAsync(scene.File, """[{"id":"a","status":"COMPLETE"},{"id":"b"}]""");
                await using var board = await scene.OpenAsync();
                await board.CatchUpAsync();
            },
            board => board.ClaimAsync(s_a, "agent-1"));
        await Snapshot.Verify(page.ToString());

        Task Refused<T>(string situation, string code, BoardErrorKind kind, Func<Board, Task> act, Func<Board, Task>? prepare = null)
            where T : BoardException => page.AddAsync<T>(
                situation, code, kind,
                async scene =>
                {
                    await scene.MakeAsync();
                    await using var board = await scene.OpenAsync();
                    await (prepare?.Invoke(board) ?? Task.CompletedTask);
                    await BadBoard.SettleAsync(board);
                },
                act);
    }

    [Fact]
    public async Task A_refusal_adds_nothing_to_the_history()
    {
        using var scene = new BadBoard();
        await scene.MakeAsync();
        var history = await scene.HistoryAsync();
        await scene.RefusalAsync(board => board.CompleteAsync(s_a, "done", "agent-2"));
        await scene.RefusalAsync(board => board.ClaimAsync(s_b, "agent-2"));
        await scene.RefusalAsync(board => board.AddAsync(new TaskDraft("again") { Id = s_a }, "planner"));
        Assert.Equal(history, await scene.HistoryAsync());
    }

    /// <summary>Every command in every state: what the table has is done, everything else is refused, naming state, holder and what is allowed.</summary>
    [Fact]
    public async Task What_the_table_of_transitions_does_not_have_is_refused()
    {
        var said = new List<string>();
        foreach (var state in Enum.GetValues<TaskState>())
        {
            foreach (var (command, act) in Commands())
            {
                using var scene = new BadBoard();
                await File.WriteAllTextAsync(scene.File, $$"""[{"id":"a","status":"{{state.ToWord()}}","assigned_to":{{(state == TaskState.Pending ? "null" : "\"agent-1\"")}},"attempts":1}]""");
                await using (var board = await scene.OpenAsync())
                {
                    await board.CatchUpAsync();
                }

                var allowed = Transitions.AllowedIn(state);
                if (allowed.Contains(command) || IsRepetition(state, command))
                {
                    continue;
                }

                var refusal = await scene.RefusalAsync(act);
                var refused = Assert.IsType<TransitionRefusedException>(refusal);
                Assert.Equal(state, refused.State);
                Assert.Equal(allowed.ToArray(), refused.Allowed.ToArray());
                Assert.Contains(state.ToWord(), refused.Message, StringComparison.Ordinal);
                Assert.Contains(string.Join(", ", allowed), refused.Message, StringComparison.Ordinal);
                if (state != TaskState.Pending)
                {
                    Assert.Contains("agent-1", refused.Message, StringComparison.Ordinal);
                }

                said.Add($"{state.ToWord()}, {command}: {refused.Message}");
            }
        }

        await Snapshot.Verify(string.Join('\n', said) + "\n");
    }

    /// <summary>What led to the present state may be said again.</summary>
    private static bool IsRepetition(TaskState state, string command) => (state, command) is
        (TaskState.InProgress, Command.Start or Command.Claim) or (TaskState.Completed, Command.Complete)
        or (TaskState.Cancelled, Command.Cancel) or (TaskState.Pending, Command.Retry or Command.Reopen);

    private static IEnumerable<(string Command, Func<Board, Task> Act)> Commands() =>
    [
        (Command.Claim, board => board.ClaimAsync(s_a, "agent-1")),
        (Command.Start, board => board.StartAsync(s_a, "agent-1")),
        (Command.Release, board => board.ReleaseAsync(s_a, "agent-1")),
        (Command.Complete, board => board.CompleteAsync(s_a, "done", "agent-1")),
        (Command.Fail, board => board.FailAsync(s_a, "why", retry: true, "agent-1")),
        (Command.Cancel, board => board.CancelAsync(s_a, "agent-1")),
    ];
}
