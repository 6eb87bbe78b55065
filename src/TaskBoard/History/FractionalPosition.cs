namespace TaskBoard.History;

/// <summary>
/// Positions as text, compared ordinally, with room between any two, so that placing one task never renumbers another. An integer part
/// whose first letter tells its length (<c>a0</c> … <c>az</c>, <c>b00</c> …; before them <c>Zz</c>, <c>Yzz</c> …), then a fraction in base 62
/// without a zero at its end. The scheme is the known one of fractional indexing: appending 10,000 tasks needs four characters at most.
/// </summary>
internal static class FractionalPosition
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string First = "a0";

    // The integers end here, at 62 to the power of 26; beyond them only fractions grow.
    private static readonly string Smallest = "A" + new string('0', 26);

    /// <summary>A position between two others; null: before the first, or after the last.</summary>
    /// <exception cref="ArgumentException">The positions are not in order, or are none.</exception>
    public static string Between(string? previous, string? next)
    {
        Check(previous);
        Check(next);
        if (previous is not null && next is not null && string.CompareOrdinal(previous, next) >= 0)
        {
            throw new ArgumentException($"Position {previous} does not stand before {next}.", nameof(next));
        }

        if (previous is null)
        {
            return next is null ? First : Before(next);
        }

        var whole = Whole(previous);
        if (next is not null && whole == Whole(next))
        {
            return whole + Middle(previous[whole.Length..], next[whole.Length..]);
        }

        return Increment(whole) is { } following && (next is null || string.CompareOrdinal(following, next) < 0)
            ? following
            : whole + Middle(previous[whole.Length..], null);
    }

    /// <summary>Several positions between two others, in order.</summary>
    public static IReadOnlyList<string> Between(string? previous, string? next, int count)
    {
        var result = new string[count];
        Fill(result, previous, next);
        return result;
    }

    private static void Fill(Span<string> places, string? previous, string? next)
    {
        if (places.IsEmpty)
        {
            return;
        }

        // At the open ends one after the other; in between by halves, which keeps the fractions short.
        if (next is null)
        {
            for (var i = 0; i < places.Length; i++)
            {
                places[i] = previous = Between(previous, null);
            }
        }
        else if (previous is null)
        {
            for (var i = places.Length - 1; i >= 0; i--)
            {
                places[i] = next = Between(null, next);
            }
        }
        else
        {
            var middle = places.Length / 2;
            places[middle] = Between(previous, next);
            Fill(places[..middle], previous, places[middle]);
            Fill(places[(middle + 1)..], places[middle], next);
        }
    }

    private static string Before(string next)
    {
        var whole = Whole(next);
        return whole == Smallest ? whole + Middle("", next[whole.Length..])
            : whole.Length < next.Length ? whole
            : Decrement(whole);
    }

    private static string Middle(string low, string? high)
    {
        if (high is not null)
        {
            var same = 0;
            while (Digit(low, same) == Digits.IndexOf(high[same], StringComparison.Ordinal))
            {
                same++;
            }

            if (same > 0)
            {
                return high[..same] + Middle(same < low.Length ? low[same..] : "", high[same..]);
            }
        }

        var lowest = Digit(low, 0);
        var highest = high is null ? Digits.Length : Digit(high, 0);
        if (highest - lowest > 1)
        {
            return Digits[(lowest + highest + 1) / 2].ToString();
        }

        return high is { Length: > 1 } ? high[..1] : Digits[lowest] + Middle(low.Length > 1 ? low[1..] : "", null);
    }

    private static int Digit(string fraction, int at) => at < fraction.Length ? Digits.IndexOf(fraction[at], StringComparison.Ordinal) : 0;

    private static string Whole(string position) => position[..LengthOf(position[0])];

    private static int LengthOf(char head) => head >= 'a' ? head - 'a' + 2 : 'Z' - head + 2;

    private static string? Increment(string whole)
    {
        var digits = whole.ToCharArray();
        for (var i = digits.Length - 1; i > 0; i--)
        {
            if (digits[i] != 'z')
            {
                digits[i] = Digits[Digits.IndexOf(digits[i], StringComparison.Ordinal) + 1];
                return new string(digits);
            }

            digits[i] = '0';
        }

        return whole[0] switch
        {
            'z' => null,
            'Z' => First,
            var head => (char)(head + 1) + new string('0', LengthOf((char)(head + 1)) - 1),
        };
    }

    private static string Decrement(string whole)
    {
        var digits = whole.ToCharArray();
        for (var i = digits.Length - 1; i > 0; i--)
        {
            if (digits[i] != '0')
            {
                digits[i] = Digits[Digits.IndexOf(digits[i], StringComparison.Ordinal) - 1];
                return new string(digits);
            }

            digits[i] = 'z';
        }

        var head = whole[0] == 'a' ? 'Z' : (char)(whole[0] - 1);
        return head + new string('z', LengthOf(head) - 1);
    }

    private static void Check(string? position)
    {
        if (position is null)
        {
            return;
        }

        if (position.Length == 0 || !char.IsAsciiLetter(position[0]) || position.Length < LengthOf(position[0])
            || position == Smallest
            || position.Any(c => !char.IsAsciiLetterOrDigit(c))
            || (position.Length > LengthOf(position[0]) && position[^1] == '0'))
        {
            throw new ArgumentException($"\"{position}\" is no position.", nameof(position));
        }
    }
}
