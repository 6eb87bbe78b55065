using System.Globalization;
using System.Text.Json;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>One page of events, oldest first.</summary>
/// <param name="Events">The events.</param>
/// <param name="Next">The cursor of the next page; null: there is none.</param>
/// <param name="MoreBefore">There are earlier ones that were left out.</param>
internal sealed record EventPage(IReadOnlyList<BoardEvent> Events, string? Next, bool MoreBefore)
{
    /// <summary>The page out of what was read: one more than fits, if there are more.</summary>
    public static EventPage Of(IReadOnlyList<BoardEvent> read, int size, bool newestFirst)
    {
        var cut = read.Count > size;
        var events = read.Take(size).ToList();
        if (newestFirst)
        {
            events.Reverse();
        }

        return new EventPage(events, cut && !newestFirst ? events[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null, cut && newestFirst);
    }
}

/// <summary>Events, as lines or as a document.</summary>
internal static class EventText
{
    private const int PropertiesNamed = 8;

    /// <summary>Writes the page.</summary>
    public static void Write(CommandCall call, EventPage page)
    {
        if (call.Json)
        {
            WriteDocument(call, page);
            return;
        }

        if (page.MoreBefore)
        {
            call.Say("Earlier events are left out: --limit N, or --since 0 from the beginning.");
        }

        if (call.Screen is { } screen)
        {
            EventTable.Draw(screen, call.Streams.Out, page.Events);
        }
        else
        {
            foreach (var e in page.Events)
            {
                call.WriteLine(LineOf(e));
            }
        }

        if (page.Next is { } next)
        {
            call.Say($"There are more: --after {next}");
        }

        if (page.Events.Count == 0)
        {
            call.Say("No events.");
        }
    }

    /// <summary>By whose hand. A monitor that runs has a name: what none is given with, TaskBoard found out by itself in somebody's turn.</summary>
    public static string Who(BoardEvent e) => (e.Agent, e.Source) switch
    {
        (null, BoardEventSource.HandEdit) => "(hand edit)",
        (null, BoardEventSource.Monitor) => "(TaskBoard)",
        (null, var source) => $"({source})",
        (var agent, BoardEventSource.HandEdit) => $"{agent} (hand edit)",
        var (agent, _) => agent,
    };

    /// <summary>What more there is to say of it; where a save by hand left no words, which properties it changed. Empty: nothing.</summary>
    public static string DetailsOf(BoardEvent e) => e switch
    {
        { Details: { Length: > 0 } details } => details,
        { FromStatus: not null, ToStatus: not null, Changes: { } changed } => ChangedIn(changed),
        _ => "",
    };

    private static string ChangedIn(string changed)
    {
        using var changes = BoardJson.Parse(changed);
        var names = changes.RootElement.EnumerateObject().Select(property => property.TextOfName()).Where(name => name != "status")
            .Select(name => name == DiffLine.Position ? "order" : name).ToList();
        return string.Join(", ", names.Take(PropertiesNamed)) + (names.Count > PropertiesNamed ? $" and {names.Count - PropertiesNamed} more" : "");
    }

    /// <summary>An event on one line.</summary>
    public static string LineOf(BoardEvent e)
    {
        var states = e.FromStatus == e.ToStatus ? "" : $"  {e.FromStatus ?? "-"} -> {e.ToStatus ?? "-"}";
        return $"{e.Revision,4}  {e.OccurredAt.ToText()}  {e.Task ?? "(board)"}  {e.Event}{states}  {Who(e)}{(DetailsOf(e) is { Length: > 0 } details ? $"  {details}" : "")}";
    }

    /// <summary>What is known of an event, into an object.</summary>
    public static void WriteProperties(Utf8JsonWriter writer, BoardEvent e)
    {
        writer.WriteNumber("seq", e.Sequence);
        writer.WriteNumber("revision", e.Revision);
        writer.WriteString("recorded_at", e.RecordedAt.ToText());
        writer.WriteString("occurred_at", e.OccurredAt.ToText());
        writer.WriteText("task_id", e.Task);
        writer.WriteString("event", e.Event);
        writer.WriteText("from_status", e.FromStatus);
        writer.WriteText("to_status", e.ToStatus);
        writer.WriteText("agent_id", e.Agent);
        writer.WriteString("source", e.Source);
        writer.WriteText("details", e.Details);
        writer.WriteRaw("changes", e.Changes);
        writer.WriteString("hash", e.Hash);
    }

    private static void WriteDocument(CommandCall call, EventPage page) => call.WriteDocument("event.list", writer =>
    {
        writer.WriteStartArray("items");
        foreach (var e in page.Events)
        {
            writer.WriteStartObject();
            WriteProperties(writer, e);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("returned", page.Events.Count);
        writer.WriteText("next", page.Next);
        writer.WriteBoolean("earlier_left_out", page.MoreBefore);
    });
}
