using System.Text.Json;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>What differs between two boards, as lines or as a document.</summary>
internal static class DiffText
{
    /// <summary>Writes the differences.</summary>
    public static void Write(CommandCall call, long from, long to, IReadOnlyList<BoardDifference> differences)
    {
        if (call.Json)
        {
            WriteDocument(call, from, to, differences);
            return;
        }

        call.Say($"revision {from} -> {to}");
        if (call.Screen is { } screen)
        {
            DiffDrawing.Draw(screen, call.Streams.Out, differences);
        }
        else
        {
            WriteLines(call, differences);
        }

        if (differences.Count == 0)
        {
            call.Say("No differences.");
        }
    }

    /// <summary>Writes the differences as lines.</summary>
    public static void WriteLines(CommandCall call, IReadOnlyList<BoardDifference> differences)
    {
        foreach (var difference in differences)
        {
            var states = difference.FromStatus == difference.ToStatus ? "" : $"  {difference.FromStatus ?? "-"} -> {difference.ToStatus ?? "-"}";
            call.WriteLine($"{difference.Task ?? "(board)"}  {difference.Event}{states}");
            foreach (var line in DiffLine.Of(difference))
            {
                call.WriteLine(TextOf(line));
            }
        }
    }

    private static string TextOf(DiffLine line) => line switch
    {
        { Kind: DiffKind.Changed } => $"  {line.Name}: {line.Before} -> {line.After}",
        { Kind: DiffKind.List } => $"  {line.Name}:",
        { Kind: DiffKind.Moved } => $"  ({line.Name})",
        { Kind: DiffKind.Added, Name: null } => $"    + {line.After}",
        { Kind: DiffKind.Removed, Name: null } => $"    - {line.Before}",
        { Kind: DiffKind.Added } => $"  + {line.Name}: {line.After}",
        _ => $"  - {line.Name}: {line.Before}",
    };

    private static void WriteDocument(CommandCall call, long from, long to, IReadOnlyList<BoardDifference> differences) => call.WriteDocument("board.diff", writer =>
    {
        writer.WriteNumber("from", from);
        writer.WriteNumber("to", to);
        WriteItems(writer, differences);
    });

    /// <summary>Writes the differences into a document.</summary>
    public static void WriteItems(Utf8JsonWriter writer, IReadOnlyList<BoardDifference> differences)
    {
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
    }
}
