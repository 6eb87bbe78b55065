using System.Text.Json;
using ModelContextProtocol.Protocol;
using TaskBoard.Mcp.Answers;
using TaskBoard.Mcp.Arguments;

namespace TaskBoard.Mcp.Tools;

/// <summary>A page of a list of tasks.</summary>
internal static class TaskPages
{
    /// <summary>The page that a call asks for by <c>limit</c> and <c>after</c>.</summary>
    /// <param name="call">The call.</param>
    /// <param name="tasks">All tasks that fit.</param>
    /// <param name="board">All tasks.</param>
    /// <param name="standing">Where they stand.</param>
    /// <param name="readable">Whether this is what the file holds now.</param>
    /// <param name="more">Writes further properties.</param>
    public static CallToolResult Answer(
        ToolCall call, IReadOnlyList<TaskItem> tasks, IReadOnlyList<TaskItem> board, IReadOnlyDictionary<TaskId, TaskStanding> standing, bool readable, Action<Utf8JsonWriter>? more = null)
    {
        var start = call.Arguments.Text("after") is { } after
            ? ListCursor.StartOf(tasks, after, board) ?? throw Meanings.Refused("after", "It is no cursor; take it from 'next' of the page before.", "the same call with the cursor of the page before", "the same call without 'after'")
            : 0;
        var asked = call.Arguments.Whole("limit");
        var page = Page.Of(tasks.Skip(start), asked, (writer, task) => TaskLines.Write(writer, task, standing.Of(task)));
        var end = start + page.Count;
        return ToolAnswer.Of(
            $"{(readable ? "" : "tasks.json cannot be read: this is the last good revision. ")}{page.Count} of {tasks.Count} tasks{(end < tasks.Count ? "; go on with 'after' = 'next'" : "")}.",
            writer =>
            {
                Page.Write(writer, "items", page);
                writer.WriteNumber("total", tasks.Count);
                writer.WriteText("next", end < tasks.Count && page.Count > 0 ? ListCursor.After(end, tasks[end - 1].Id) : null);
                more?.Invoke(writer);
            },
            whole: Page.IsWhole(asked));
    }
}
