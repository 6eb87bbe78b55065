using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace TaskBoard.Rules;

/// <summary>
/// A sentence that knows which of its words are its own and which it quotes: what stands in the holes of <c>$"..."</c> is quoted, unless it is a number, a time or
/// another sentence. People read <see cref="Text"/>; a program that obeys what it reads is given <see cref="OwnWords"/>, and what is quoted apart from them.
/// </summary>
[InterpolatedStringHandler]
internal sealed class Sentence : IEquatable<Sentence>
{
    /// <summary>Longer ones are no names.</summary>
    private const int LongestName = 40;

    /// <summary>Ids that are made at random have at most one run of so many letters.</summary>
    private const int ShortestWord = 3;

    private static readonly SearchValues<char> s_nameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@#:-");

    private readonly List<(string Text, bool IsQuoted)> _parts;
    private string? _text;

    /// <summary>For the compiler.</summary>
    public Sentence(int literalLength, int formattedCount) => _parts = new(literalLength > 0 ? 2 * formattedCount + 1 : formattedCount);

    private Sentence(params List<(string Text, bool IsQuoted)> parts) => _parts = parts;

    /// <summary>The whole.</summary>
    public string Text => _text ??= string.Concat(_parts.Select(p => p.Text));

    /// <summary>Words that are written here and nowhere else.</summary>
    public static Sentence Own([ConstantExpected] string words) => new([(words, false)]);

    /// <summary>A sentence that quotes at most whoever it is said to.</summary>
    public static Sentence ToCaller(string text) => new([(text, false)]);

    /// <summary>
    /// A sentence whose quotations stand in quotation marks: all between the first and the last of these counts as quoted, because what is quoted may hold such marks.
    /// </summary>
    public static Sentence WithMarks(string text)
    {
        var (first, last) = (text.AsSpan().IndexOfAny('"', '\''), text.AsSpan().LastIndexOfAny('"', '\''));
        return last <= first ? new([(text, first >= 0)]) : new([(text[..(first + 1)], false), (text[(first + 1)..last], true), (text[last..], false)]);
    }

    /// <summary>Several as one.</summary>
    public static Sentence Join(string between, IEnumerable<Sentence> sentences)
    {
        var all = new Sentence();
        foreach (var sentence in sentences)
        {
            if (all._parts.Count > 0)
            {
                all.AppendLiteral(between);
            }

            all.AppendFormatted(sentence);
        }

        return all;
    }

    /// <summary>The sentence with a number in braces for whatever it quotes, but for names that can stand for nothing else.</summary>
    /// <param name="quoted">What is quoted, the first being number 1; more is added to it.</param>
    public string OwnWords(IList<string> quoted) => string.Concat(_parts.Select(part => !part.IsQuoted || IsName(part.Text) ? part.Text : $"{{{NumberOf(part.Text, quoted)}}}"));

    /// <summary>For the compiler.</summary>
    public void AppendLiteral(string words) => _parts.Add((words, false));

    /// <summary>For the compiler.</summary>
    public void AppendFormatted(string? text) => _parts.Add((text ?? "", true));

    /// <summary>For the compiler.</summary>
    public void AppendFormatted(TaskId id) => _parts.Add((id.Value, true));

    /// <summary>For the compiler.</summary>
    public void AppendFormatted(ClaimHandle claim) => _parts.Add((claim.ToString(), true));

    /// <summary>For the compiler.</summary>
    public void AppendFormatted(Sentence sentence) => _parts.AddRange(sentence._parts);

    /// <summary>For the compiler.</summary>
    public void AppendFormatted<T>(T value, string? format = null)
        where T : struct, IFormattable => _parts.Add((value.ToString(format, CultureInfo.InvariantCulture), false));

    /// <summary>
    /// Whether a text can be nothing but a name, a number or a time: a few characters without blanks, and at most one run of three letters or more among them. What
    /// has two could be an instruction.
    /// </summary>
    public static bool IsName(string text)
    {
        if (text.Length > LongestName || text.AsSpan().ContainsAnyExcept(s_nameCharacters))
        {
            return false;
        }

        var (words, run) = (0, 0);
        foreach (var c in text)
        {
            run = char.IsAsciiLetter(c) ? run + 1 : 0;
            words += run == ShortestWord ? 1 : 0;
        }

        return words <= 1;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <inheritdoc/>
    public bool Equals(Sentence? other) => Text == other?.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Sentence);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    private static int NumberOf(string text, IList<string> quoted)
    {
        var at = quoted.IndexOf(text);
        if (at < 0)
        {
            at = quoted.Count;
            quoted.Add(text);
        }

        return at + 1;
    }
}
