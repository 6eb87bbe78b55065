using ModelContextProtocol.Protocol;
using TaskBoard.Mcp.Answers;
using TaskBoard.Mcp.Arguments;

namespace TaskBoard.Mcp.Tools;

/// <summary><c>report_progress</c>.</summary>
internal sealed class ReportProgressTool(BoardSession session) : BoardTool(session, new ToolDeclaration(
    "report_progress",
    "Say how far your claimed task is, leave a note for the next agent; renews the lease, with neither as well. Error TB2003 or TB2002: the claim is lost, or the task cancelled or finished; stop.")
{
    Effect = ToolEffect.Adds,
    Arguments =
    [
        new("claim", ArgumentKind.Text, "The handle.") { Required = true, Filled = true, Most = 220 },
        new("percent", ArgumentKind.Whole) { Most = 100 },
        new("note", ArgumentKind.Text) { Most = Limits.Text },
        CommonArguments.Agent,
        CommonArguments.RequestKey,
        CommonArguments.Board,
    ],
    Output = "task:object? became_ready:array revision:integer lease_expires_at:string? total:integer next:string?",
})
{
    /// <inheritdoc/>
    protected override async Task<CallToolResult> AnswerAsync(ToolCall call)
    {
        var (by, board) = (call.By(), await call.BoardAsync().ConfigureAwait(false));
        var task = await ToolCall.RefAsync(call, board, "claim").ConfigureAwait(false);
        var (percent, note) = (call.Arguments.Whole("percent"), call.Arguments.Text("note"));
        try
        {
            var change = percent is null && note is null && task.Attempt is { } attempt
                ? await board.RenewAsync(new ClaimHandle(task.Id, attempt), by, call.CancellationToken).ConfigureAwait(false)
                : await board.ReportProgressAsync(task, percent, note, by, call.CancellationToken).ConfigureAwait(false);
            var handle = change.Task is { Attempts: > 0 } item ? new ClaimHandle(item.Id, item.Attempts) : default(ClaimHandle?);
            if (handle is { } claim)
            {
                call.Session.Claims.Renewed(board, claim, change.Lease);
            }

            return ChangeAnswer.Of(
                "The claim is yours; go on.",
                board,
                change,
                writer => writer.WriteText("lease_expires_at", change.Lease?.ExpiresAt.ToText()));
        }
        catch (ClaimLostException) when (task.Attempt is { } attempt)
        {
            call.Session.Claims.Forget(board, new ClaimHandle(task.Id, attempt));
            throw;
        }
    }
}
