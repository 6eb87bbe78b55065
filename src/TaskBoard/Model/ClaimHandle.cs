using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TaskBoard;

/// <summary>
/// One attempt at a task, written <c>id#attempt</c> (<c>k3m9x2#2</c>). Whoever acts with a handle that is no longer the
/// current one is refused, so that an agent that slept through its lease cannot overwrite its successor's work.
/// </summary>
/// <param name="Task">The task that was claimed.</param>
/// <param name="Attempt">The number of the claim, from 1.</param>
public readonly record struct ClaimHandle(TaskId Task, int Attempt) : IParsable<ClaimHandle>
{
    /// <summary>Reads <c>id#attempt</c>.</summary>
    /// <exception cref="FormatException">The text is not a claim handle.</exception>
    public static ClaimHandle Parse(string text) =>
        TryParse(text, out var handle) ? handle : throw new FormatException($"'{text}' is not a claim handle: write id#attempt, as claim printed it.");

    /// <summary>Reads <c>id#attempt</c>; false where the text is not a claim handle.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ClaimHandle handle)
    {
        handle = default;
        var hash = text?.LastIndexOf('#') ?? -1;
        if (hash < 1
            || !TaskId.TryParse(text![..hash], out var id)
            || !int.TryParse(text.AsSpan(hash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            || attempt < 1)
        {
            return false;
        }

        handle = new ClaimHandle(id, attempt);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Task}#{Attempt}");

    static ClaimHandle IParsable<ClaimHandle>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<ClaimHandle>.TryParse(string? s, IFormatProvider? provider, out ClaimHandle result) => TryParse(s, out result);
}
