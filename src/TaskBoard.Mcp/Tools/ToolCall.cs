using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using TaskBoard.Mcp.Answers;
using TaskBoard.Mcp.Arguments;
using TaskBoard.Mcp.Claims;

namespace TaskBoard.Mcp.Tools;

/// <summary>One call of a tool.</summary>
internal sealed class ToolCall(
    BoardSession session, CheckedArguments arguments, RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
{
    /// <summary>How often whoever waits is told that the call is alive.</summary>
    private static readonly TimeSpan s_progressEvery = TimeSpan.FromSeconds(5);

    /// <summary>What was sent.</summary>
    public CheckedArguments Arguments => arguments;

    /// <summary>What lasts.</summary>
    public BoardSession Session => session;

    /// <summary>The client does not want it any more.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>The board that is meant.</summary>
    public async Task<Board> BoardAsync() => Opened = await session.Boards.GetAsync(arguments.Text("board"), cancellationToken).ConfigureAwait(false);

    /// <summary>The board that was asked for; null: none yet.</summary>
    public Board? Opened { get; private set; }

    /// <summary>Who acts.</summary>
    public ChangeBy By() => ByIfNamed() ?? throw new ToolRefusal(
        BoardErrorCodes.InvalidRequest, "Who are you? This server was started without TASKBOARD_AGENT, so each call says it; nothing was done.", ["the same call with 'agent'"]);

    /// <summary>Who asks; null: nobody said it.</summary>
    public ChangeBy? ByIfNamed() => (arguments.Text("agent") ?? session.Options.Agent) is not { } agent || string.IsNullOrWhiteSpace(agent)
        ? null
        : new ChangeBy(agent) { RequestKey = arguments.Text("request_key"), Reason = arguments.Text("reason") };

    /// <summary>The task or claim that an argument names: a claim handle, unless a task has just this id.</summary>
    public static async Task<TaskRef> RefAsync(ToolCall call, Board board, string name)
    {
        var text = call.Arguments.Text(name)!;
        if (!ClaimHandle.TryParse(text, out var handle))
        {
            return Meanings.Id(name, text);
        }

        // Somebody may have given a task an id that looks like a handle.
        var snapshot = await board.ReadAsync(call.CancellationToken).ConfigureAwait(false);
        if (TaskId.Fault(text) is not null || snapshot.Find(TaskId.Parse(text)) is not { } task)
        {
            return handle;
        }

        return snapshot.Find(handle.Task)?.Attempts is null or 0
            ? task.Id
            : throw new ToolRefusal(
                BoardErrorCodes.AmbiguousTaskId,
                "This is the id of a task, and the handle of a claim of another one; nothing was done. A person gives the task another id in tasks.json, one without '#'.",
                ["get_task", "claim_task"]);
    }

    /// <summary>
    /// Waits for something, as long as the client is there and wants it, telling it from time to time that the call is alive, where it asked to be told.
    /// </summary>
    /// <param name="board">The board that it is about.</param>
    /// <param name="wait">How long it may take.</param>
    /// <param name="work">What is waited for.</param>
    public async Task<T> WaitAsync<T>(Board board, TimeSpan wait, Func<CancellationToken, Task<T>> work)
    {
        using var wanted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, session.Ended);
        var kept = await HeldClaims.KeepAsync(board, session.KnowsItsClient ? null : ByIfNamed()?.Agent, session.Options.TimeProvider, wanted.Token).ConfigureAwait(false);
        await using var renewing = kept.ConfigureAwait(false);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(wanted.Token);
        var telling = request.Params.ProgressToken is { } token ? TellAsync(token, wait, done.Token) : Task.CompletedTask;
        try
        {
            return await work(wanted.Token).ConfigureAwait(false);
        }
        finally
        {
            // Nothing may be told of a call after its answer.
            await done.CancelAsync().ConfigureAwait(false);
            await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TellAsync(ProgressToken token, TimeSpan wait, CancellationToken done)
    {
        for (var passed = TimeSpan.Zero; ; passed += s_progressEvery)
        {
            await request.Server.NotifyProgressAsync(
                token,
                new ProgressNotificationValue { Progress = (float)passed.TotalSeconds, Total = (float)wait.TotalSeconds, Message = "waiting" },
                cancellationToken: done).ConfigureAwait(false);
            await Task.Delay(s_progressEvery, done).ConfigureAwait(false);
        }
    }
}
