using System.Text.Json;

namespace TaskBoard.Mcp.Answers;

/// <summary>What lists tell of an event.</summary>
internal static class EventLines
{
    private const int Details = 300;

    /// <summary>Writes an event in short.</summary>
    public static void Write(Utf8JsonWriter writer, BoardEvent e)
    {
        writer.WriteStartObject();
        writer.WriteNumber("seq", e.Sequence);
        writer.WriteNumber("revision", e.Revision);
        writer.WriteString("time", e.OccurredAt.ToText());
        writer.WriteText("agent", e.Agent);
        if (e.Source != BoardEventSource.Agent)
        {
            writer.WriteString("source", e.Source);
        }

        writer.WriteString("event", e.Event);
        if (e.Task is { } task)
        {
            writer.WriteString("task", task);
        }

        if (e.FromStatus != e.ToStatus)
        {
            writer.WriteText("from", e.FromStatus);
            writer.WriteText("to", e.ToStatus);
        }

        if (e.Details is { Length: > 0 } details)
        {
            writer.WriteString("details", ShortText.Of(details, Details));
        }

        writer.WriteEndObject();
    }
}
