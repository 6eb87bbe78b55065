using ModelContextProtocol.Protocol;
using TaskBoard.Mcp.Answers;
using TaskBoard.Mcp.Arguments;

namespace TaskBoard.Mcp.Tools;

/// <summary><c>register_agent</c>.</summary>
internal sealed class RegisterAgentTool(BoardSession session) : BoardTool(session, new ToolDeclaration(
    "register_agent",
    "Say who you are: persona, role, focus, directory; again, what has changed. Answers the persona's definition and the tasks you hold. Claiming registers the name alone.")
{
    Effect = ToolEffect.Adds,
    Idempotent = true,
    Arguments =
    [
        new("persona", ArgumentKind.Text),
        new("role", ArgumentKind.Text) { Most = Limits.Line },
        new("focus", ArgumentKind.Text) { Most = Limits.Line },
        new("working_directory", ArgumentKind.Text) { Most = 4_000 },
        CommonArguments.Full,
        CommonArguments.Agent,
        CommonArguments.RequestKey,
        CommonArguments.Board,
    ],
    Output = "agent:string persona:object tasks:array total:integer next:string?",
})
{
    /// <inheritdoc/>
    protected override async Task<CallToolResult> AnswerAsync(ToolCall call)
    {
        var (arguments, by, board) = (call.Arguments, call.By(), await call.BoardAsync().ConfigureAwait(false));
        var change = await board.RegisterAsync(
            new AgentRegistration
            {
                Persona = arguments.Text("persona"),
                Role = arguments.Text("role"),
                Focus = arguments.Text("focus"),
                WorkingDirectory = arguments.Text("working_directory"),
            },
            by,
            call.CancellationToken).ConfigureAwait(false);
        var me = (await board.AgentsAsync(call.CancellationToken).ConfigureAwait(false)).FirstOrDefault(a => a.Id == by.Agent);
        var persona = await PersonaJson.FindAsync(board, me?.Persona, call.CancellationToken).ConfigureAwait(false);
        var held = (me?.Tasks ?? []).Select(change.Snapshot.Find).OfType<TaskItem>().ToList();
        return ToolAnswer.Of(
            $"You are registered{(change.AlreadyDone ? ", as before" : "")}.{(held.Count > 0 ? $" You hold {held.Count} already: claim_task gives it back." : "")}",
            writer =>
            {
                writer.WriteString("agent", by.Agent);
                if (persona is not null)
                {
                    writer.WritePropertyName("persona");
                    PersonaJson.Write(writer, persona);
                }

                Page.Write(writer, "tasks", Page.Of(held, 10, (w, t) => TaskLines.Write(w, t, null)));
                writer.WriteBoolean("already_done", change.AlreadyDone);
                writer.WriteNumber("total", held.Count);
                writer.WriteNull("next");
            },
            whole: arguments.Flag("full"),
            remainders: new Remainder("tasks", held.Count, "list_tasks with 'assigned_to' has all"));
    }
}
