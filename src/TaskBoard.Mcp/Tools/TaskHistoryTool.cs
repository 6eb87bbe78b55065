using ModelContextProtocol.Protocol;
using TaskBoard.Mcp.Answers;
using TaskBoard.Mcp.Arguments;

namespace TaskBoard.Mcp.Tools;

/// <summary><c>task_history</c>.</summary>
internal sealed class TaskHistoryTool(BoardSession session) : BoardTool(session, new ToolDeclaration(
    "task_history",
    "What happened, who, when: the newest events of a task or the board, or those since. With at: the tasks as they were then, in short, or one whole. Changes nothing.")
{
    Arguments =
    [
        new("task", ArgumentKind.Text, "Exact id."),
        new("since", ArgumentKind.Text, "Revision or time."),
        new("at", ArgumentKind.Text, "Revision or time."),
        new("by_agent", ArgumentKind.Text),
        CommonArguments.Limit,
        CommonArguments.After,
        CommonArguments.Full,
        CommonArguments.Board,
    ],
    Output = "items:array total:integer next:string? task:object",
})
{
    /// <inheritdoc/>
    protected override async Task<CallToolResult> AnswerAsync(ToolCall call)
    {
        var (arguments, board) = (call.Arguments, await call.BoardAsync().ConfigureAwait(false));
        var id = arguments.Id("task");
        if (!arguments.Has("at"))
        {
            return await EventPages.AnswerAsync(call, board, id?.Value).ConfigureAwait(false);
        }

        if (arguments.Has("since") || arguments.Has("by_agent"))
        {
            throw Meanings.Refused("at", "It asks for the board and not for events: leave 'since' and 'by_agent' out.", "task_history with 'at' alone, or with 'task'", "task_history without 'at'");
        }

        var (revision, time) = arguments.Moment("at");
        var then = revision is { } number
            ? await board.History.ReplayAsync(number, call.CancellationToken).ConfigureAwait(false)
            : await board.History.ReplayAsync(time!.Value, call.CancellationToken).ConfigureAwait(false);
        return id is { } task ? One(then, task, arguments.Flag("full")) : TaskPages.Answer(call, then.Tasks, then.Tasks, new Dictionary<TaskId, TaskStanding>(), readable: true);
    }

    private static CallToolResult One(BoardSnapshot then, TaskId id, bool full)
    {
        var task = then.Find(id) ?? throw new ToolRefusal(BoardErrorCodes.TaskNotFound, "That task was not on the board then.", ["task_history with 'task' alone"]);
        return ToolAnswer.Of(
            "The task as it was then stands in 'task'.",
            writer =>
            {
                writer.WriteStartArray("items");
                writer.WriteEndArray();
                writer.WritePropertyName("task");
                writer.WriteTaskAsItWas(task);
                writer.WriteNumber("total", 1);
                writer.WriteNull("next");
            },
            whole: full);
    }
}
