namespace TaskBoard.Rules;

/// <summary>Makes ids: short, lower-case, random, never issued twice on a board.</summary>
internal static class NewTaskId
{
    /// <summary>Whether an id looks as if it had been made here.</summary>
    public static bool LooksMade(string id) => id.Length == Length && id.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) && !id.All(char.IsAsciiDigit);

    // Without 0, 1, i, l and o, which people take for one another; without vowels, so that no words come out.
    private const string Alphabet = "23456789bcdfghjkmnpqrstvwxyz";
    private const int Length = 6;
    private const int TriesPerLength = 50;
    private const int LongestLength = 32;

    /// <summary>An id that is neither on the board, nor among <paramref name="taken"/>, nor ever was.</summary>
    public static TaskId Make(BoardView view, IReadOnlySet<string> taken)
    {
        for (var length = Length; length <= LongestLength; length++)
        {
            for (var i = 0; i < TriesPerLength; i++)
            {
                var text = string.Create(length, view, static (span, v) =>
                {
                    foreach (ref var c in span)
                    {
                        c = Alphabet[v.Random(Alphabet.Length)];
                    }
                });
                // All digits would be read as a number by those who write JSON by hand.
                if (!text.All(char.IsAsciiDigit) && !taken.Contains(text) && view.Content.Find(text) is null && view.HighestAttempt(text) is null)
                {
                    return TaskId.Parse(text);
                }
            }
        }

        throw new InvalidOperationException("BoardOptions.RandomBytes gives the same bytes again and again: no id that is free comes out.");
    }
}
