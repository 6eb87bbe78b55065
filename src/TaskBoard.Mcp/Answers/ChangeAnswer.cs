using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace TaskBoard.Mcp.Answers;

/// <summary>The answer to a change of a task.</summary>
internal static class ChangeAnswer
{
    private const int Shown = 20;

    /// <summary>What the change came to.</summary>
    /// <param name="summary">The sentence.</param>
    /// <param name="board">The board.</param>
    /// <param name="change">The change.</param>
    /// <param name="more">Writes further properties.</param>
    public static CallToolResult Of(string summary, Board board, BoardChange change, Action<Utf8JsonWriter>? more = null)
    {
        var standing = board.StandingOf(change.Snapshot);
        var quoted = new Quotations();
        return ToolAnswer.Of(
            (change.AlreadyDone ? "It was so already. " : "") + summary
                + (change.Late ? " The lease had ended before; it was accepted, because nobody else had claimed the task." : "")
                + (change.Ready.Count > 0 ? $" {change.Ready.Count} became ready." : ""),
            writer =>
            {
                writer.WritePropertyName("task");
                if (change.Task is { } task)
                {
                    TaskLines.Write(writer, task, standing.Of(task));
                }
                else
                {
                    writer.WriteNullValue();
                }

                Page.Write(writer, "became_ready", Page.Of(change.Ready.Select(change.Snapshot.Find).OfType<TaskItem>(), Shown, (w, t) => TaskLines.Write(w, t, standing.Of(t))));
                writer.WriteNumber("revision", change.Revision);
                writer.WriteBoolean("already_done", change.AlreadyDone);
                if (change.Said.Count > 0)
                {
                    writer.WriteStrings("warnings", quoted.Of(change.Said));
                }

                more?.Invoke(writer);
                writer.WriteNumber("total", change.Ready.Count);
                writer.WriteNull("next");
            },
            quoted: quoted,
            remainders: new Remainder("became_ready", change.Ready.Count, Remainder.Ready));
    }
}
