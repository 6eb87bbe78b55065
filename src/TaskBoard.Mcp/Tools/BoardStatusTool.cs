using System.Text.Json;
using ModelContextProtocol.Protocol;
using TaskBoard.Mcp.Answers;
using TaskBoard.Mcp.Arguments;

namespace TaskBoard.Mcp.Tools;

/// <summary><c>board_status</c>.</summary>
internal sealed class BoardStatusTool(BoardSession session) : BoardTool(session, new ToolDeclaration(
    "board_status",
    "The board at a glance: problems first, counts, what is ready, who works on what. Changes nothing. With wait_seconds it answers once something changed, or the time is up; "
        + "since_revision misses nothing.")
{
    Arguments =
    [
        CommonArguments.Wait(),
        new("since_revision", ArgumentKind.Whole) { Most = int.MaxValue },
        CommonArguments.Board with { Description = "Another board: its directory." },
    ],
    Output = "revision:integer changed:boolean problems:array counts:object ready:array in_hand:array agents:array total:integer next:string?",
})
{
    private const int Shown = 10;

    /// <inheritdoc/>
    protected override async Task<CallToolResult> AnswerAsync(ToolCall call)
    {
        var board = await call.BoardAsync().ConfigureAwait(false);
        var known = await board.History.LastRevisionAsync(call.CancellationToken).ConfigureAwait(false);
        var since = call.Arguments.Whole("since_revision") ?? known;
        var revision = call.Arguments.Whole("wait_seconds") is { } seconds and > 0
            ? await RevisionAfterAsync(call, board, since, TimeSpan.FromSeconds(seconds)).ConfigureAwait(false)
            : known;
        var snapshot = await board.ReadAsync(call.CancellationToken).ConfigureAwait(false);
        var agents = await board.AgentsAsync(call.CancellationToken).ConfigureAwait(false);
        return Answer(board, snapshot, agents, revision, revision > since);
    }

    private static async Task<long> RevisionAfterAsync(ToolCall call, Board board, long since, TimeSpan wait)
    {
        var found = await call.WaitAsync(board, wait, token => BoardWait.ForAsync(board, LookAsync, HasChangedAsync, wait, token)).ConfigureAwait(false);
        return found?.Revision ?? await LastAsync().ConfigureAwait(false);

        async Task<Found?> LookAsync(BoardEvent? latest) =>
            latest is not null && latest.Revision > since ? new Found(latest.Revision)
            : await LastAsync().ConfigureAwait(false) is var last && last > since ? new Found(last)
            : null;

        // What came after the first look, and before the listening had begun, nobody tells of.
        async Task<bool> HasChangedAsync() => await LastAsync().ConfigureAwait(false) > since;

        Task<long> LastAsync() => board.History.LastRevisionAsync(call.CancellationToken);
    }

    private static CallToolResult Answer(Board board, BoardSnapshot snapshot, ValueList<Agent> agents, long revision, bool changed)
    {
        var standing = board.StandingOf(snapshot);
        var open = snapshot.Tasks.Where(t => !TaskFilter.IsFinished(t)).ToList();
        var ready = open.Where(t => standing.Of(t) is { Ready: true }).OrderBy(t => t.Priority).ToList();
        var inHand = open.Where(t => t.State is TaskState.Claimed or TaskState.InProgress && standing.Of(t) is not { Ready: true }).ToList();
        var problems = snapshot.CheckForProblems();
        var present = agents.Where(a => a.Status != AgentStatus.Gone).OrderByDescending(a => a.LastHeartbeat).ToList();
        var quoted = new Quotations();
        return ToolAnswer.Of(
            $"{(snapshot.Readable ? "" : "tasks.json cannot be read: this is the last good revision. ")}{open.Count} open, {ready.Count} ready, {inHand.Count} in hand, "
                + $"{snapshot.Tasks.Count} in all.{(problems.Count > 0 ? $" {problems.Count} to mend in the file." : "")}{(open.Count == 0 ? " Nothing unfinished remains." : "")}",
            writer =>
            {
                writer.WriteNumber("revision", revision);
                writer.WriteBoolean("changed", changed);
                writer.WriteStrings("problems", problems.Take(5).Select(p => ShortText.Of(quoted.Of(p.Said), 300)));
                writer.WriteStartObject("counts");
                writer.WriteNumber("ready", ready.Count);
                writer.WriteNumber("in_hand", inHand.Count);
                writer.WriteNumber("waiting", open.Count - ready.Count - inHand.Count);
                foreach (var state in (TaskState[])[TaskState.Completed, TaskState.Failed, TaskState.Cancelled])
                {
                    writer.WriteNumber(state.ToWord().ToLowerInvariant(), snapshot.Tasks.Count(t => !t.Held && t.State == state));
                }

                writer.WriteNumber("problems", problems.Count);
                writer.WriteEndObject();
                Page.Write(writer, "ready", Page.Of(ready, Shown, (w, t) => TaskLines.Write(w, t, standing.Of(t))));
                Page.Write(writer, "in_hand", Page.Of(inHand, Shown, (w, t) => TaskLines.Write(w, t, standing.Of(t))));
                Page.Write(writer, "agents", Page.Of(present, Shown, WriteAgent));
                writer.WriteNumber("total", snapshot.Tasks.Count);
                writer.WriteNull("next");
            },
            quoted: quoted,
            remainders:
            [
                new("problems", problems.Count, "the others once these are mended"),
                new("ready", ready.Count, Remainder.Ready),
                new("in_hand", inHand.Count, "list_tasks with status [\"CLAIMED\", \"IN_PROGRESS\"] has all"),
                new("agents", present.Count, "those who were heard of last"),
            ]);
    }

    private static void WriteAgent(Utf8JsonWriter writer, Agent agent)
    {
        writer.WriteStartObject();
        writer.WriteString("id", agent.Id);
        if (agent.Status == AgentStatus.Lost)
        {
            writer.WriteBoolean("lost", true);
        }

        foreach (var (name, text) in ((string, string?)[])[("persona", agent.Persona), ("role", agent.Role), ("focus", agent.Focus), ("note", agent.Note)])
        {
            if (!string.IsNullOrEmpty(text))
            {
                writer.WriteString(name, ShortText.Of(text, 100));
            }
        }

        writer.WriteStrings("tasks", agent.Tasks.Take(5).Select(id => id.Value));
        writer.WriteString("last_seen", agent.LastHeartbeat.ToText());
        writer.WriteEndObject();
    }

    private sealed record Found(long Revision);
}
