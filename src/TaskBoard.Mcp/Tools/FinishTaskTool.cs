using ModelContextProtocol.Protocol;
using TaskBoard.Mcp.Answers;
using TaskBoard.Mcp.Arguments;

namespace TaskBoard.Mcp.Tools;

/// <summary><c>finish_task</c>.</summary>
internal sealed class FinishTaskTool(BoardSession session) : BoardTool(session, new ToolDeclaration(
    "finish_task",
    "End your claim: completed (only what is done and checked), failed (tried again later unless no_retry), released (given back, costs no attempt). "
        + "Answers what became ready. Refused, and nothing changed, when the claim is lost.")
{
    Effect = ToolEffect.Adds,
    Idempotent = true,
    Arguments =
    [
        new("claim", ArgumentKind.Text, "The handle.") { Required = true, Filled = true, Most = 220 },
        new("outcome", ArgumentKind.Text) { Required = true, Choices = ["completed", "failed", "released"] },
        new("summary", ArgumentKind.Text, "What came out, for who builds on it; or why it failed.") { Most = Limits.Text },
        new("evidence", ArgumentKind.Texts, "Exit codes, test counts.") { Most = Limits.Text },
        new("artifacts", ArgumentKind.Texts, "Files made.") { Most = Limits.Line },
        new("no_retry", ArgumentKind.Flag),
        CommonArguments.Agent,
        CommonArguments.RequestKey,
        CommonArguments.Board,
    ],
    Output = "task:object? became_ready:array revision:integer total:integer next:string?",
})
{
    /// <inheritdoc/>
    protected override async Task<CallToolResult> AnswerAsync(ToolCall call)
    {
        var (arguments, by) = (call.Arguments, call.By());
        var outcome = arguments.Text("outcome")!;
        Check(arguments, outcome);
        var board = await call.BoardAsync().ConfigureAwait(false);
        var task = await ToolCall.RefAsync(call, board, "claim").ConfigureAwait(false);
        var change = outcome switch
        {
            "completed" => await board.CompleteAsync(task, ResultOf(arguments), by, call.CancellationToken).ConfigureAwait(false),
            "failed" => await board.FailAsync(task, arguments.Text("summary")!, !arguments.Flag("no_retry"), by, call.CancellationToken).ConfigureAwait(false),
            // What is said at releasing is said to whoever comes next.
            _ => await board.ReleaseAsync(task, by, string.IsNullOrWhiteSpace(arguments.Text("summary")) ? null : arguments.Text("summary"), call.CancellationToken).ConfigureAwait(false),
        };
        if (task.Attempt is { } attempt)
        {
            call.Session.Claims.Forget(board, new ClaimHandle(task.Id, attempt));
        }
        else if (change.Task is { Attempts: > 0 } item)
        {
            call.Session.Claims.Forget(board, new ClaimHandle(item.Id, item.Attempts));
        }

        return ChangeAnswer.Of(
            outcome switch
            {
                "completed" => "The task is completed.",
                "failed" => change.Task?.State == TaskState.Failed ? "The task has failed for good." : "The attempt has failed; the task rests, and is then tried again.",
                _ => "The task is given back.",
            },
            board,
            change);
    }

    private static void Check(CheckedArguments arguments, string outcome)
    {
        if (outcome == "failed" && string.IsNullOrWhiteSpace(arguments.Text("summary")))
        {
            throw Meanings.Refused("summary", "A failure needs it: why did it fail?", "finish_task outcome failed with 'summary'");
        }

        var unused = outcome switch
        {
            "completed" => arguments.Has("no_retry") ? "no_retry" : null,
            _ => arguments.Has("evidence") ? "evidence" : arguments.Has("artifacts") ? "artifacts" : outcome == "released" && arguments.Has("no_retry") ? "no_retry" : null,
        };
        if (unused is not null)
        {
            throw Meanings.Refused(unused, $"It has no meaning where the outcome is {outcome}: leave it out, or put what it says into 'summary'.", $"the same call without '{unused}'");
        }
    }

    private static TaskResult? ResultOf(CheckedArguments arguments)
    {
        var (evidence, artifacts) = (arguments.Texts("evidence"), arguments.Texts("artifacts"));
        return arguments.Text("summary") is null && evidence.Count == 0 && artifacts.Count == 0
            ? null
            : new TaskResult(arguments.Text("summary") ?? "") { Evidence = evidence.Count == 0 ? null : JsonTexts.Array(evidence), Artifacts = artifacts };
    }
}
