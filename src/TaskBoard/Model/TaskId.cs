using System.Diagnostics.CodeAnalysis;
using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>
/// The id of a task: text, never a number (<c>3.10</c> and <c>3.1</c> are two ids). Not empty, at most
/// <see cref="MaxLength"/> characters, no white space and no control characters. Compared ordinally.
/// </summary>
/// <remarks>The default value stands for no id; its text is empty.</remarks>
public readonly record struct TaskId : IComparable<TaskId>, ISpanParsable<TaskId>
{
    /// <summary>The greatest number of characters (UTF-16) in an id.</summary>
    public const int MaxLength = 200;

    private readonly string? _value;

    private TaskId(string value) => _value = value;

    /// <summary>The id as written on the board; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes an id of <paramref name="text"/>.</summary>
    /// <exception cref="FormatException">The text cannot be an id; the message says why.</exception>
    public static TaskId Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Fault(text) is { } fault ? throw new FormatException(fault) : new TaskId(text);
    }

    /// <summary>Makes an id of <paramref name="text"/>; false where it cannot be one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TaskId id)
    {
        id = text is null || Fault(text) is not null ? default : new TaskId(text);
        return id._value is not null;
    }

    /// <summary>What keeps <paramref name="text"/> from being an id, as a sentence for people; null where it can be one.</summary>
    public static string? Fault(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return "An id must not be empty.";
        }

        if (text.Length > MaxLength)
        {
            return $"An id has at most {MaxLength} characters; this one has {text.Length}.";
        }

        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                return "An id holds no white space and no control characters.";
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public int CompareTo(TaskId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Whether it looks like the ids that TaskBoard makes (commands accept a prefix of those, and no other).</summary>
    public bool LooksGenerated => NewTaskId.LooksMade(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    static TaskId IParsable<TaskId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<TaskId>.TryParse(string? s, IFormatProvider? provider, out TaskId result) => TryParse(s, out result);

    static TaskId ISpanParsable<TaskId>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s.ToString());

    static bool ISpanParsable<TaskId>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TaskId result) =>
        TryParse(s.ToString(), out result);

    /// <summary>Orders ids ordinally.</summary>
    public static bool operator <(TaskId left, TaskId right) => left.CompareTo(right) < 0;

    /// <summary>Orders ids ordinally.</summary>
    public static bool operator <=(TaskId left, TaskId right) => left.CompareTo(right) <= 0;

    /// <summary>Orders ids ordinally.</summary>
    public static bool operator >(TaskId left, TaskId right) => left.CompareTo(right) > 0;

    /// <summary>Orders ids ordinally.</summary>
    public static bool operator >=(TaskId left, TaskId right) => left.CompareTo(right) >= 0;
}
