using System.Globalization;

namespace TaskBoard.Cli.Completion;

/// <summary>What a shell asks when somebody presses the key for completion: <c>taskboard "[suggest:POSITION]" "LINE"</c>.</summary>
/// <param name="Line">The command line up to the cursor, without the program's name.</param>
/// <param name="Word">The word at the cursor, as far as it is written.</param>
internal sealed record SuggestRequest(string Line, string Word)
{
    private const string Start = "[suggest";

    /// <summary>The request; null: the arguments are a command.</summary>
    public static SuggestRequest? Of(string[] args)
    {
        if (args is not [['[', .., ']'] directive, ..] || !directive.StartsWith(Start, StringComparison.Ordinal))
        {
            return null;
        }

        var line = args.Length > 1 ? args[1] : "";
        var position = int.TryParse(directive.AsSpan(Start.Length).TrimStart(':').TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : line.Length;

        // A cursor behind the end stands behind a blank that the shell left out.
        line = position > line.Length ? line + " " : line[..position];
        var words = line.TrimStart();
        var blank = words.IndexOf(' ', StringComparison.Ordinal);
        words = blank < 0 ? "" : words[(blank + 1)..];
        return new SuggestRequest(words, words[(words.LastIndexOf(' ') + 1)..]);
    }
}
