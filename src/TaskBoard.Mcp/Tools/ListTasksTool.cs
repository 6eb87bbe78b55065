using ModelContextProtocol.Protocol;
using TaskBoard.Mcp.Answers;
using TaskBoard.Mcp.Arguments;

namespace TaskBoard.Mcp.Tools;

/// <summary><c>list_tasks</c>.</summary>
internal sealed class ListTasksTool(BoardSession session) : BoardTool(session, new ToolDeclaration(
    "list_tasks",
    "Tasks in short, in board order, a page at a time: total counts all, next goes on. Finished ones only with all or status. Changes nothing.")
{
    Arguments =
    [
        new("status", ArgumentKind.Texts) { Choices = StateWords.All },
        new("ready", ArgumentKind.Flag, "Can be claimed now."),
        new("persona", ArgumentKind.Text),
        new("assigned_to", ArgumentKind.Text),
        new("labels", ArgumentKind.Texts, "All of these."),
        new("text", ArgumentKind.Text, "In id, title or description.") { Most = Limits.Line },
        new("all", ArgumentKind.Flag),
        CommonArguments.Limit,
        CommonArguments.After,
        CommonArguments.Board,
    ],
    Output = "items:array total:integer next:string?",
})
{
    /// <inheritdoc/>
    protected override async Task<CallToolResult> AnswerAsync(ToolCall call)
    {
        var (arguments, board) = (call.Arguments, await call.BoardAsync().ConfigureAwait(false));
        var filter = new TaskFilter
        {
            All = arguments.Flag("all"),
            States = arguments.Texts("status").Select(word => Words.ParseState(word)!.Value).ToValueList(),
            Ready = arguments.Flag("ready"),
            Persona = arguments.Text("persona"),
            AssignedTo = arguments.Text("assigned_to"),
            Labels = arguments.Texts("labels"),
            Text = arguments.Text("text"),
        };
        var snapshot = await board.ReadAsync(call.CancellationToken).ConfigureAwait(false);
        var standing = board.StandingOf(snapshot, call.ByIfNamed()?.Agent);
        var fitting = snapshot.Tasks.Where(t => filter.Fits(t, standing.Of(t))).ToList();
        return TaskPages.Answer(call, [.. fitting.Where(filter.Shows)], snapshot.Tasks, standing, snapshot.Readable, writer =>
            writer.WriteNumber("finished_left_out", fitting.Count(t => !filter.Shows(t))));
    }
}
