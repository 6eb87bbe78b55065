using System.Globalization;
using ModelContextProtocol.Protocol;
using TaskBoard.Mcp.Answers;
using TaskBoard.Mcp.Arguments;

namespace TaskBoard.Mcp.Tools;

/// <summary>Pages of events, oldest first; without a place to begin at, the newest.</summary>
internal static class EventPages
{
    /// <summary>How many events there are of a task, or at all.</summary>
    public static async Task<long> CountAsync(Board board, string? task, CancellationToken cancellationToken)
    {
        if (await board.History.LastRevisionAsync(cancellationToken).ConfigureAwait(false) == 0)
        {
            return 0;
        }

        var counted = await board.History.QueryAsync(
            task is null ? "SELECT count(*) FROM events" : "SELECT count(*) FROM events WHERE task_id = @task",
            task is null ? null : new QueryOptions { Parameters = new Dictionary<string, string> { ["task"] = task } },
            cancellationToken).ConfigureAwait(false);
        return Convert.ToInt64(counted.Rows[0][0], CultureInfo.InvariantCulture);
    }

    /// <summary>The page that a call asks for.</summary>
    public static async Task<CallToolResult> AnswerAsync(ToolCall call, Board board, string? task)
    {
        var (since, asked) = (call.Arguments.Moment("since"), call.Arguments.Whole("limit"));
        long? after = call.Arguments.Text("after") is not { } cursor ? null
            : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence
            : throw Meanings.Refused("after", "It is no cursor; take it from 'next' of the page before.");
        var newest = after is null && since is (null, null);
        var filter = new EventFilter
        {
            Task = task,
            Agent = call.Arguments.Text("by_agent"),
            AfterRevision = since.Revision ?? 0,
            Since = since.Time,
            AfterSequence = after ?? 0,
            NewestFirst = newest,
        };
        var events = new List<BoardEvent>();
        await foreach (var e in board.History.EventsAsync(filter, call.CancellationToken).ConfigureAwait(false))
        {
            events.Add(e);
            if (events.Count > (asked ?? Page.Usual))
            {
                break;
            }
        }

        var total = await CountAsync(board, task, call.CancellationToken).ConfigureAwait(false);
        if (task is not null && total == 0 && await board.FindAsync(TaskId.Parse(task), call.CancellationToken).ConfigureAwait(false) is null)
        {
            throw new ToolRefusal(BoardErrorCodes.TaskNotFound, "No such task was ever on this board. Ids are exact: no prefixes.", ["list_tasks with all"]);
        }

        var page = Page.Of(events, asked, EventLines.Write);
        var more = events.Count > page.Count;
        return ToolAnswer.Of(
            $"{page.Count} of {total} events{(newest ? ", the newest" : "")}.{(!newest && more ? " Go on with 'after' = 'next'." : "")}",
            writer =>
            {
                Page.Write(writer, "items", newest ? page.Reverse() : page);
                writer.WriteNumber("total", total);
                writer.WriteText("next", !newest && more && page.Count > 0 ? events[page.Count - 1].Sequence.ToString(CultureInfo.InvariantCulture) : null);
                writer.WriteBoolean("earlier_left_out", newest && more);
            },
            whole: asked is not null);
    }
}
