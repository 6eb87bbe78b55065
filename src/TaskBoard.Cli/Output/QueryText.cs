using System.Globalization;
using System.Text.Json;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>What a query answered, as a table or as a document.</summary>
internal static class QueryText
{
    /// <summary>Longer values are not filled up to by the others of their column.</summary>
    private const int WidestFill = 60;

    /// <summary>Writes the answer.</summary>
    public static void Write(CommandCall call, QueryResult result)
    {
        if (call.Json)
        {
            WriteDocument(call, result);
            return;
        }

        WriteTable(call, result.Columns, result.Rows.Select(r => r.Select(ToText).ToArray()).ToList(), NumberColumns(result));
        if (result.Rows.Count == 0)
        {
            call.Say("No rows.");
        }

        if (result.IsCut)
        {
            call.Say($"Cut after {result.Rows.Count} rows: --limit N.");
        }
    }

    /// <summary>Writes lines in columns, under their names and a line.</summary>
    /// <param name="call">Where to.</param>
    /// <param name="columns">The names.</param>
    /// <param name="rows">The values, as text.</param>
    /// <param name="right">The columns that are set to the right.</param>
    public static void WriteTable(CommandCall call, IReadOnlyList<string> columns, IReadOnlyList<string[]> rows, IReadOnlySet<int> right)
    {
        if (call.Screen is { } screen)
        {
            ResultTable.Draw(screen, call.Streams.Out, columns, rows, right);
            return;
        }

        var cells = rows.Select(r => r.Select(VisibleText.Line).ToArray()).Prepend(columns.Select(VisibleText.Line).ToArray()).ToList();
        var widths = columns.Select((_, i) => cells.Select(c => c[i].Length).Where((n, row) => row == 0 || n <= WidestFill).Max()).ToArray();
        cells.Insert(1, widths.Select(w => new string('-', w)).ToArray());
        foreach (var row in cells)
        {
            call.WriteLine(string.Join("  ", row.Select((c, i) => right.Contains(i) ? c.PadLeft(widths[i]) : c.PadRight(widths[i]))).TrimEnd());
        }
    }

    private static HashSet<int> NumberColumns(QueryResult result) => Enumerable.Range(0, result.Columns.Count)
        .Where(i => result.Rows.Any(r => r[i] is not null) && result.Rows.All(r => r[i] is null or long or double))
        .ToHashSet();

    private static string ToText(object? value) => value switch
    {
        null => "NULL",
        byte[] bytes => $"x'{Convert.ToHexStringLower(bytes)}'",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static void WriteDocument(CommandCall call, QueryResult result) => call.WriteDocument("history.query", writer =>
    {
        writer.WriteStrings("columns", result.Columns);
        writer.WriteStartArray("items");
        foreach (var row in result.Rows)
        {
            writer.WriteStartObject();
            for (var i = 0; i < row.Count; i++)
            {
                writer.WritePropertyName(result.Columns[i]);
                WriteValue(writer, row[i]);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("returned", result.Rows.Count);
        writer.WriteBoolean("cut", result.IsCut);
    });

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            default:
                // JSON has neither infinity nor bytes.
                writer.WriteStringValue(value as string ?? ToText(value));
                break;
        }
    }
}
