using ModelContextProtocol.Protocol;
using TaskBoard.Mcp.Answers;
using TaskBoard.Mcp.Arguments;

namespace TaskBoard.Mcp.Tools;

/// <summary><c>update_task</c>.</summary>
internal sealed class UpdateTaskTool(BoardSession session) : BoardTool(session, new ToolDeclaration(
    "update_task",
    "Change what a task says, or move it: cancel (ends a claim), reopen, retry, block (needs reason), unblock. All or nothing; a refusal says what is allowed. "
        + "Empty text clears a property.")
{
    Effect = ToolEffect.Overwrites,
    Idempotent = true,
    Arguments =
    [
        new("task", ArgumentKind.Text, "Exact id.") { Required = true, Filled = true },
        new("action", ArgumentKind.Text) { Choices = ["cancel", "reopen", "retry", "block", "unblock"] },
        new("reason", ArgumentKind.Text) { Most = Limits.Line },
        new("title", ArgumentKind.Text) { Most = Limits.Line },
        new("description", ArgumentKind.Text) { Most = Limits.Text },
        new("priority", ArgumentKind.Text) { Choices = StateWords.Priorities },
        new("persona", ArgumentKind.Text),
        new("assigned_to", ArgumentKind.Text),
        new("parent", ArgumentKind.Text),
        new("not_before", ArgumentKind.Text),
        new("max_attempts", ArgumentKind.Whole) { Least = 1, Most = int.MaxValue },
        new("note", ArgumentKind.Text) { Most = Limits.Text },
        new("add_depends_on", ArgumentKind.Texts),
        new("remove_depends_on", ArgumentKind.Texts),
        new("add_related", ArgumentKind.Texts),
        new("remove_related", ArgumentKind.Texts),
        new("add_labels", ArgumentKind.Texts),
        new("remove_labels", ArgumentKind.Texts),
        new("add_paths", ArgumentKind.Texts) { Most = Limits.Line },
        new("remove_paths", ArgumentKind.Texts) { Most = Limits.Line },
        new("add_acceptance", ArgumentKind.Texts) { Most = Limits.Line },
        new("remove_acceptance", ArgumentKind.Texts) { Most = Limits.Line },
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
        if (arguments.Names.All(name => name is "task" or "reason" or "agent" or "request_key" or "board"))
        {
            throw Meanings.Refused("action", "Say what to change.", "update_task with 'action'", "update_task with what is to change, such as 'title', 'note' or 'add_depends_on'");
        }

        var action = arguments.Text("action");
        if (action == "block" && string.IsNullOrWhiteSpace(arguments.Text("reason")))
        {
            throw Meanings.Refused("reason", "Blocking needs it: why can the task not go on?", "update_task action block with 'reason'");
        }

        var edit = new TaskEdit
        {
            Title = arguments.Text("title"),
            Description = arguments.Text("description"),
            Priority = arguments.Priority("priority"),
            Persona = arguments.Text("persona"),
            AssignedTo = arguments.Text("assigned_to"),
            Parent = arguments.Text("parent") is { Length: 0 } ? default(TaskId) : arguments.Id("parent"),
            NotBefore = arguments.Time("not_before"),
            Note = arguments.Text("note"),
            AddDependsOn = arguments.Ids("add_depends_on"),
            RemoveDependsOn = arguments.Ids("remove_depends_on"),
            MaxAttempts = arguments.Whole("max_attempts"),
            AddRelated = arguments.Ids("add_related"),
            RemoveRelated = arguments.Ids("remove_related"),
            AddLabels = arguments.Texts("add_labels"),
            RemoveLabels = arguments.Texts("remove_labels"),
            AddPaths = arguments.Texts("add_paths"),
            RemovePaths = arguments.Texts("remove_paths"),
            AddAcceptance = arguments.Texts("add_acceptance"),
            RemoveAcceptance = arguments.Texts("remove_acceptance"),
            State = action switch
            {
                "cancel" => TaskState.Cancelled,
                "reopen" or "retry" => TaskState.Pending,
                _ => null,
            },
            OnlyFrom = action == "retry" ? [TaskState.Failed] : [],
            Blocked = action switch
            {
                "block" => arguments.Text("reason"),
                "unblock" => "",
                _ => null,
            },
        };
        var id = arguments.Id("task")!.Value;
        var board = await call.BoardAsync().ConfigureAwait(false);
        var change = await board.EditAsync(id, edit, action == "block" ? by with { Reason = null } : by, call.CancellationToken).ConfigureAwait(false);
        return ChangeAnswer.Of("The task is as 'task' says.", board, change);
    }
}
