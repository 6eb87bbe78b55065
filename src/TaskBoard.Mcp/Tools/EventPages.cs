using System.Globalization;
using ModelContextProtocol.Protocol;
using TaskBoard.Mcp.Answers;
using TaskBoard.Mcp.Arguments;

namespace TaskBoard.Mcp.Tools;

/// <summary>Pages of events, oldest first; without a place to begin at, the newest.</summary>
internal static class EventPages
{
    /// <summary>The page that a call asks for.</summary>
    public static async Task<CallToolResult> AnswerAsync(ToolCall call, Board board, string? task)
    {
        var (since, asked) = (call.Arguments.Moment("since"), call.Arguments.Whole("limit"));
        long? after = call.Arguments.Text("after") is not { } cursor ? null
            : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence
            : throw Meanings.Refused("after", "It is no cursor; take it from 'next' of the page before.", "the same call with the cursor of the page before", "the same call without 'after'");
        var newest = after is null && since == default;
        var filter = new EventFilter
        {
            Task = task,
            Agent = call.Arguments.Text("by_agent"),
            AfterRevision = since.Revision ?? 0,
            Since = since.Time,
            AfterSequence = after ?? 0,
            NewestFirst = newest,
        };
        var (events, total) = await board.History.PageAsync(filter, (asked ?? Page.Usual) + 1, call.CancellationToken).ConfigureAwait(false);
        if (task is not null && total == 0 && !await WasThereAsync(board, task, call.CancellationToken).ConfigureAwait(false))
        {
            throw new ToolRefusal(BoardErrorCodes.TaskNotFound, "No such task was ever on this board. Ids are exact: no prefixes.", ["list_tasks with all"]);
        }

        var page = Page.Of(events, asked, EventLines.Write);
        var more = events.Count > page.Count;
        return ToolAnswer.Of(
            $"{page.Count} of {total} events{(newest ? ", the newest" : "")}.{(newest && more ? " With since: \"0\" they begin with the first." : "")}{(!newest && more ? " Go on with 'after' = 'next'." : "")}",
            writer =>
            {
                Page.Write(writer, "items", newest ? page.Reverse() : page);
                writer.WriteNumber("total", total);
                writer.WriteText("next", !newest && more && page.Count > 0 ? events[page.Count - 1].Sequence.ToString(CultureInfo.InvariantCulture) : null);
                writer.WriteBoolean("earlier_left_out", newest && more);
            },
            whole: Page.IsWhole(asked));
    }

    /// <summary>Whether a task is or was on the board: one that a person put there has no events before the next change.</summary>
    private static async Task<bool> WasThereAsync(Board board, string task, CancellationToken cancellationToken) =>
        (await board.History.PageAsync(new EventFilter { Task = task }, 1, cancellationToken).ConfigureAwait(false)).Total > 0
            || await board.FindAsync(TaskId.Parse(task), cancellationToken).ConfigureAwait(false) is not null;
}
