using System.Text;
using System.Text.RegularExpressions;

namespace TaskBoard.Cli.Work;

/// <summary>The end of what a command said. Safe for use by many threads.</summary>
internal sealed partial class OutputTail
{
    /// <summary>How much is kept, in characters.</summary>
    public const int Kept = 2_000;

    private const int MostPending = 4 * Kept;
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private bool _cut;

    /// <summary>Adds what was said.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            _text.Append(text);
            if (_text.Length > MostPending)
            {
                _text.Remove(0, _text.Length - Kept);
                _cut = true;
            }
        }
    }

    /// <summary>The last line with something on it; null: nothing was said.</summary>
    public string? LastLine() => Lines() is [.., var last] ? last : null;

    /// <summary>The end of it, whole lines where it was cut, without colours and movements of the cursor.</summary>
    public override string ToString() => string.Join('\n', Lines());

    private List<string> Lines()
    {
        string text;
        bool cut;
        lock (_lock)
        {
            (text, cut) = (_text.ToString(), _cut);
        }

        text = Escapes().Replace(text, "");
        if (text.Length > Kept)
        {
            (text, cut) = (text[^Kept..], true);
        }

        // What a line was written over with is what a terminal shows of it.
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd()).ToList();
        if (cut && lines.Count > 1)
        {
            lines.RemoveAt(0);
        }

        return lines.FindAll(l => l.Length > 0);
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[ -/]*[@-~]|\e\][^\a\e]*(?:\a|\e\\)|\e[@-Z\\-_]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escapes();
}
