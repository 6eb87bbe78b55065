using System.Text.Json;

namespace TaskBoard.Cli.Output;

/// <summary>What differs between two boards, as lines or as a document.</summary>
internal static class DiffText
{
    /// <summary>Where a task stands in the order; a property of that name in the file has one more <c>$</c>.</summary>
    private const string Position = "$position";

    /// <summary>Writes the differences.</summary>
    public static void Write(CommandCall call, long from, long to, IReadOnlyList<BoardDifference> differences)
    {
        if (call.Json)
        {
            WriteDocument(call, from, to, differences);
            return;
        }

        call.Say($"revision {from} -> {to}");
        foreach (var difference in differences)
        {
            var states = difference.FromStatus == difference.ToStatus ? "" : $"  {difference.FromStatus ?? "-"} -> {difference.ToStatus ?? "-"}";
            call.WriteLine($"{difference.Task ?? "(board)"}  {difference.Event}{states}");
            using var changes = BoardJson.Parse(difference.Changes);
            foreach (var property in changes.RootElement.EnumerateObject())
            {
                WriteProperty(call, difference, property);
            }
        }

        if (differences.Count == 0)
        {
            call.Say("No differences.");
        }
    }

    private static void WriteProperty(CommandCall call, BoardDifference difference, JsonProperty property)
    {
        var (name, change) = (property.TextOfName(), property.Value);
        if (name == Position)
        {
            // A task that comes or goes has a place of its own; its number says nothing to people.
            if (difference is { FromStatus: not null, ToStatus: not null })
            {
                call.WriteLine("  (stands elsewhere in the order)");
            }

            return;
        }

        if (name.StartsWith('$') && name.TrimStart('$') == Position.TrimStart('$'))
        {
            name = name[1..];
        }

        switch (change.TryGetProperty("from", out var from), change.TryGetProperty("to", out var to))
        {
            case (true, true):
                call.WriteLine($"  {name}: {from.GetRawText()} -> {to.GetRawText()}");
                break;
            case (false, true):
                call.WriteLine($"  + {name}: {to.GetRawText()}");
                break;
            case (true, false):
                call.WriteLine($"  - {name}: {from.GetRawText()}");
                break;
            default:
                call.WriteLine($"  {name}:");
                WriteElements(call, "-", change, "removed");
                WriteElements(call, "+", change, "appended");
                break;
        }
    }

    private static void WriteElements(CommandCall call, string sign, JsonElement change, string name)
    {
        if (change.TryGetProperty(name, out var elements))
        {
            foreach (var element in elements.EnumerateArray())
            {
                call.WriteLine($"    {sign} {element.GetRawText()}");
            }
        }
    }

    private static void WriteDocument(CommandCall call, long from, long to, IReadOnlyList<BoardDifference> differences) => call.WriteDocument("board.diff", writer =>
    {
        writer.WriteNumber("from", from);
        writer.WriteNumber("to", to);
        writer.WriteStartArray("items");
        foreach (var difference in differences)
        {
            writer.WriteStartObject();
            writer.WriteText("task_id", difference.Task);
            writer.WriteString("event", difference.Event);
            writer.WriteText("from_status", difference.FromStatus);
            writer.WriteText("to_status", difference.ToStatus);
            writer.WriteRaw("changes", difference.Changes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
