namespace TaskBoard.Files;

/// <summary>A comment that stands between values.</summary>
/// <param name="Text">The comment, without the line end after it.</param>
/// <param name="IsFollowedByLineEnd">Whether nothing but blanks stands between it and the end of its line.</param>
internal readonly record struct GapComment(ReadOnlyMemory<byte> Text, bool IsFollowedByLineEnd)
{
    /// <summary>Whether it goes on to the end of its line, whatever follows.</summary>
    public bool EndsLine => Text.Span[1] == '/';

    /// <summary>Whether it stands on several lines.</summary>
    public bool IsLong => Text.Span.Contains((byte)'\n');

    /// <summary>The comments of a gap, in their order.</summary>
    public static List<GapComment> Of(ReadOnlyMemory<byte> gap)
    {
        var result = new List<GapComment>();
        for (var at = gap.Span.IndexOf((byte)'/'); at >= 0; at = Next(gap.Span, at))
        {
            var end = GapText.EndOfComment(gap.Span, at);
            result.Add(new GapComment(gap[at..end], GapText.BeginsWithLineEnd(gap.Span[end..])));
            at = end;
        }

        return result;
    }

    private static int Next(ReadOnlySpan<byte> gap, int from)
    {
        var next = gap[from..].IndexOf((byte)'/');
        return next < 0 ? -1 : from + next;
    }
}
