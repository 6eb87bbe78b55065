using ModelContextProtocol.Protocol;
using TaskBoard.Mcp.Answers;
using TaskBoard.Mcp.Arguments;

namespace TaskBoard.Mcp.Tools;

/// <summary><c>plan_tasks</c>.</summary>
internal sealed class PlanTasksTool(BoardSession session) : BoardTool(session, new ToolDeclaration(
    "plan_tasks",
    "Add a graph of tasks at once, all or none. They name each other by key, tasks on the board by id. A refusal tells all problems at once. dry_run only checks.")
{
    Effect = ToolEffect.Adds,
    Arguments =
    [
        new("tasks", ArgumentKind.Objects)
        {
            Required = true, Least = 1, MostElements = Limits.Plan,
            Fields =
            [
                new("key", ArgumentKind.Text, "Name in this plan."),
                new("id", ArgumentKind.Text, "Default random."),
                new("title", ArgumentKind.Text) { Required = true, Most = Limits.Line },
                new("description", ArgumentKind.Text) { Most = Limits.Text },
                new("priority", ArgumentKind.Text) { Choices = StateWords.Priorities },
                new("persona", ArgumentKind.Text, "Only for this role."),
                new("assigned_to", ArgumentKind.Text),
                new("parent", ArgumentKind.Text),
                new("depends_on", ArgumentKind.Texts, "Completed first."),
                new("related", ArgumentKind.Texts),
                new("labels", ArgumentKind.Texts),
                new("paths", ArgumentKind.Texts, "Files it touches.") { Most = Limits.Line },
                new("acceptance", ArgumentKind.Texts, "True when done.") { Most = Limits.Line },
                new("not_before", ArgumentKind.Text),
                new("max_attempts", ArgumentKind.Whole) { Least = 1, Most = int.MaxValue },
            ],
        },
        new("dry_run", ArgumentKind.Flag),
        CommonArguments.Full,
        CommonArguments.Agent,
        CommonArguments.RequestKey,
        CommonArguments.Board,
    ],
    Output = "ids:array ready:array revision:integer? total:integer next:string?",
})
{
    /// <inheritdoc/>
    protected override async Task<CallToolResult> AnswerAsync(ToolCall call)
    {
        var reading = PlanReading.Of(call.Arguments.Objects("tasks"));
        var (plan, by, full) = (reading.Plan, call.By(), call.Arguments.Flag("full"));
        var board = await call.BoardAsync().ConfigureAwait(false);
        await reading.DemandAsync(board, by, call.CancellationToken).ConfigureAwait(false);
        return call.Arguments.Flag("dry_run")
            ? PlanAnswer.Of(plan, await board.PreviewAsync(plan, by, call.CancellationToken).ConfigureAwait(false), full)
            : PlanAnswer.Of(plan, await board.PlanAsync(plan, by, call.CancellationToken).ConfigureAwait(false), full);
    }
}
