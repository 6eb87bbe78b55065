using System.Text.Json;

namespace TaskBoard.Mcp.Answers;

/// <summary>Entries that fit onto a page: as many as were asked for or as are usual, and no more bytes than such an answer has, so that what follows begins behind the last.</summary>
internal static class Page
{
    /// <summary>Entries of a page where none were asked for.</summary>
    public const int Usual = 25;

    /// <summary>What the rest of an answer takes.</summary>
    private const int Frame = 700;

    /// <summary>The first of some entries, each as JSON; at least one where there is one.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="asked">How many were asked for; null: none were.</param>
    /// <param name="write">Writes one.</param>
    public static IReadOnlyList<string> Of<T>(IEnumerable<T> entries, int? asked, Action<Utf8JsonWriter, T> write) =>
        Filled(entries.Take(asked ?? Usual), Space(IsWhole(asked)), write);

    /// <summary>The bytes that entries may take.</summary>
    /// <param name="whole">Nothing is to be cut.</param>
    public static int Space(bool whole) => (whole ? ToolAnswer.WholeBytes : ToolAnswer.UsualBytes) - Frame;

    /// <summary>As many of some entries, each as JSON, as there is room for; at least one where there is one.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="space">The most bytes.</param>
    /// <param name="write">Writes one.</param>
    public static IReadOnlyList<string> Filled<T>(IEnumerable<T> entries, int space, Action<Utf8JsonWriter, T> write)
    {
        var (page, bytes) = (new List<string>(), 0);
        foreach (var entry in entries)
        {
            var json = JsonBytes.Text(writer => write(writer, entry));
            bytes += JsonBytes.SentLength(json) + 1;
            if (page.Count > 0 && bytes > space)
            {
                break;
            }

            page.Add(json);
        }

        return page;
    }

    /// <summary>Whether more than is usual was asked for.</summary>
    public static bool IsWhole(int? asked) => asked > Usual;

    /// <summary>Writes the entries of a page.</summary>
    public static void Write(Utf8JsonWriter writer, string name, IEnumerable<string> page)
    {
        writer.WriteStartArray(name);
        foreach (var entry in page)
        {
            writer.WriteRawValue(entry, skipInputValidation: true);
        }

        writer.WriteEndArray();
    }
}
