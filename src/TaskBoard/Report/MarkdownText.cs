using System.Buffers;
using System.Globalization;
using System.Text;

namespace TaskBoard.Report;

/// <summary>
/// Text of a board within Markdown (GitHub's). Such text is never trusted: it makes no heading, list, link, mention, image or HTML, whatever it
/// holds, and stays on its line. Pieces in backticks stay code, and addresses become code, so that nothing is linked. Control characters and those
/// that turn the direction of writing are shown as escapes.
/// </summary>
internal static class MarkdownText
{
    private const string More = "…";

    private static readonly SearchValues<char> OfEntities = SearchValues.Create("#0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Text on one line, as it may stand anywhere in a line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many characters of it at most.</param>
    public static string Line(string text, int most = 200)
    {
        var line = Cut(Visible(OneLine(text)), most);
        var result = new StringBuilder(line.Length + 8);
        for (var at = 0; at < line.Length;)
        {
            var (begin, end, length) = NextCode(line, at);
            AppendText(result, line[at..begin]);
            if (end > begin)
            {
                AppendCode(result, line[(begin + length)..(end - length)]);
            }

            at = end;
        }

        return Guarded(result);
    }

    /// <summary>Several lines, each as <see cref="Line"/>; signs of a list before them are taken off, and empty ones left out.</summary>
    public static IEnumerable<string> Lines(string text, int most) => text.ReplaceLineEndings("\n").Split('\n')
        .Select(line => line.Trim())
        .Select(line => line is ['-' or '*' or '•', ' ', .. var rest] ? rest.TrimStart() : line)
        .Where(line => line.Length > 0)
        .Select(line => Line(line, most));

    /// <summary>Text as code: an id, a path, a command.</summary>
    public static string Code(string text, int most = 200)
    {
        var result = new StringBuilder();
        AppendCode(result, Cut(Visible(OneLine(text)), most));
        return result.ToString();
    }

    private static string OneLine(string text) => string.Join(' ', text.Split(
        ['\r', '\n', '\t', '\v', '\f', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        // A pair of surrogates is one character: never cut between its halves.
        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return text[..end].TrimEnd() + More;
    }

    private static string Visible(string text)
    {
        StringBuilder? result = null;
        for (var i = 0; i < text.Length; i++)
        {
            var size = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            if (size == 1 && IsUnsafe(text[i]))
            {
                result ??= new StringBuilder(text, 0, i, text.Length + 8);
                _ = text[i] == '\u001b' ? result.Append("\\e") : result.Append("\\u").Append(((int)text[i]).ToString("x4", CultureInfo.InvariantCulture));
                continue;
            }

            result?.Append(text, i, size);
            i += size - 1;
        }

        return result?.ToString() ?? text;
    }

    // C0, DEL, C1, halves of pairs, marks and overrides of the writing direction.
    private static bool IsUnsafe(char c) => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\u200e' or '\u200f' or '\u061c'
        or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff';

    /// <summary>The next piece in backticks, as CommonMark finds it: between two rows of as many. Where there is none, the end twice.</summary>
    private static (int Begin, int End, int Length) NextCode(string line, int from)
    {
        for (var at = line.IndexOf('`', from); at >= 0; at = line.IndexOf('`', at))
        {
            var length = Run(line, at);
            for (var close = line.IndexOf('`', at + length); close >= 0; close = line.IndexOf('`', close))
            {
                var closing = Run(line, close);
                if (closing == length)
                {
                    return (at, close + closing, length);
                }

                close += closing;
                if (close >= line.Length)
                {
                    break;
                }
            }

            at += length;
            if (at >= line.Length)
            {
                break;
            }
        }

        return (line.Length, line.Length, 0);
    }

    private static int Run(string text, int at)
    {
        var end = at;
        while (end < text.Length && text[end] == '`')
        {
            end++;
        }

        return end - at;
    }

    private static void AppendCode(StringBuilder result, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        var longest = 0;
        for (var at = text.IndexOf('`', StringComparison.Ordinal); at >= 0; at = at < text.Length ? text.IndexOf('`', at) : -1)
        {
            var run = Run(text, at);
            (longest, at) = (Math.Max(longest, run), at + run);
        }

        // Two pieces side by side would be one.
        if (result is { Length: > 0 } && result[^1] == '`')
        {
            result.Append(' ');
        }

        var (fence, pad) = (new string('`', longest + 1), text[0] is '`' or ' ' || text[^1] is '`' or ' ' ? " " : "");
        result.Append(fence).Append(pad).Append(text).Append(pad).Append(fence);
    }

    private static void AppendText(StringBuilder result, string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf(' ', at) is >= 0 and var blank ? blank : text.Length;
            var word = text.AsSpan(at, end - at);
            if (MayBecomeLink(word))
            {
                var (first, last) = (at + word.Length - word.TrimStart("([{\"'*_~<").Length, end - word.Length + word.TrimEnd(".,;:!?)]}\"'*_~>").Length);
                AppendEscaped(result, text, at, first);
                AppendCode(result, text[first..last]);
                AppendEscaped(result, text, last, end);
            }
            else
            {
                AppendEscaped(result, text, at, end);
            }

            for (; end < text.Length && text[end] == ' '; end++)
            {
                result.Append(' ');
            }

            at = end;
        }
    }

    /// <summary>Addresses and mentions are linked without any sign of Markdown.</summary>
    private static bool MayBecomeLink(ReadOnlySpan<char> word) =>
        word.Contains("://", StringComparison.Ordinal) || word.Contains("www.", StringComparison.OrdinalIgnoreCase) || (word.Length > 1 && word.Contains('@'));

    private static void AppendEscaped(StringBuilder result, string text, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (NeedsEscape(text, at))
            {
                result.Append('\\');
            }

            result.Append(text[at]);
        }
    }

    private static bool NeedsEscape(string text, int at) => text[at] switch
    {
        '\\' or '`' or '*' or '[' or ']' or '<' or '~' or '$' => true,
        '_' => !IsWordAt(text, at - 1) || !IsWordAt(text, at + 1),
        '#' => at == 0 || text[at - 1] == ' ',
        '&' => text.IndexOf(';', at) is > 0 and var end && text.AsSpan(at + 1, end - at - 1).IndexOfAnyExcept(OfEntities) < 0,
        _ => false,
    };

    private static bool IsWordAt(string text, int at) => at >= 0 && at < text.Length && char.IsAsciiLetterOrDigit(text[at]);

    /// <summary>What begins a line begins no block: no heading, list, quotation, table or rule.</summary>
    private static string Guarded(StringBuilder line)
    {
        if (line.Length > 0 && line[0] is '>' or '+' or '-' or '=' or '|' or ':')
        {
            line.Insert(0, '\\');
        }

        var digits = 0;
        while (digits < line.Length && char.IsAsciiDigit(line[digits]))
        {
            digits++;
        }

        if (digits > 0 && digits < line.Length && line[digits] is '.' or ')')
        {
            line.Insert(digits, '\\');
        }

        return line.ToString();
    }
}
