namespace TaskBoard.Files;

/// <content>Whether values are equal.</content>
internal static partial class JsonText
{
    /// <summary>Equal as JSON values: objects whatever the order of their keys, numbers by their raw token.</summary>
    public static bool AreEqual(string left, string right) => left == right || (MayBeEqual(left, right) && AreEqualParts(left, right));

    // Values are mostly equal to the letter, or differ in one of their first parts: nothing is cut out before that is known.
    private static bool AreEqual(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        left.SequenceEqual(right) || (MayBeEqual(left, right) && AreEqualParts(left, right));

    private static bool MayBeEqual(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        left.Length >= 2 && right.Length >= 2 && left[0] == right[0] && left[0] is '[' or '{';

    private static bool AreEqualParts(ReadOnlySpan<char> left, ReadOnlySpan<char> right) => left[0] == '['
        ? AreEqualElements(left, right)
        : AreEqualProperties(Properties(left.ToString()), Properties(right.ToString()));

    private static bool AreEqualElements(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var (at, other) = (1, 1);
        while (at < left.Length - 1 && other < right.Length - 1)
        {
            var (end, otherEnd) = (EndOf(left, at), EndOf(right, other));
            if (!IsFollowed(left, end) || !IsFollowed(right, otherEnd))
            {
                // Not compact, as the text of a foreign hand may be.
                var (elements, others) = (Elements(left.ToString()), Elements(right.ToString()));
                return elements.Count == others.Count && elements.Zip(others).All(pair => AreEqual(pair.First, pair.Second));
            }

            if (!AreEqual(left[at..end], right[other..otherEnd]))
            {
                return false;
            }

            (at, other) = (end + 1, otherEnd + 1);
        }

        return at >= left.Length - 1 == other >= right.Length - 1;
    }

    private static bool AreEqualProperties(IReadOnlyList<KeyValuePair<string, string>> properties, IReadOnlyList<KeyValuePair<string, string>> theirs)
    {
        if (properties.Count != theirs.Count)
        {
            return false;
        }

        var lookup = theirs.ToDictionary(StringComparer.Ordinal);
        return properties.All(p => lookup.TryGetValue(p.Key, out var value) && AreEqual(p.Value, value));
    }
}
