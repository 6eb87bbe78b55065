using System.Globalization;
using System.Text.RegularExpressions;

namespace TaskBoard.Cli.Import;

/// <summary>
/// The long text of a task. Task Master appends to it in blocks <c>&lt;info added on TIME&gt;…&lt;/info added on TIME&gt;</c>, which become notes
/// with their time.
/// </summary>
internal static partial class DetailNotes
{
    /// <summary>The notes in a text, in its order.</summary>
    public static IReadOnlyList<DetailNote> Of(string details)
    {
        var result = new List<DetailNote>();
        var from = 0;
        foreach (Match block in InfoBlock().Matches(details))
        {
            Add(result, null, details[from..block.Index]);
            Add(result, TimeOf(block.Groups["time"].Value), block.Groups["text"].Value);
            from = block.Index + block.Length;
        }

        Add(result, null, details[from..]);
        return result;
    }

    private static void Add(List<DetailNote> notes, string? time, string text)
    {
        if (text.Trim() is { Length: > 0 } trimmed)
        {
            notes.Add(new DetailNote(time, trimmed));
        }
    }

    private static string? TimeOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) ? text : null;

    // The closing mark repeats the time; blocks do not nest.
    [GeneratedRegex(@"<info added on (?<time>[^>\n]{1,40})>(?<text>.*?)</info added on \k<time>>", RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex InfoBlock();
}

/// <summary>One note.</summary>
/// <param name="Time">When, as written; null: the text does not say.</param>
/// <param name="Text">What.</param>
internal readonly record struct DetailNote(string? Time, string Text);
