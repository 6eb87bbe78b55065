using System.Text;

namespace TaskBoard.Files;

/// <summary>Finds what a merge left in a file.</summary>
internal static class ConflictMarkers
{
    /// <summary>One problem per conflict; empty: there are no markers. In JSON no line can begin so: strings hold no line ends.</summary>
    public static IReadOnlyList<BoardProblem> Find(ReadOnlySpan<byte> text)
    {
        var result = new List<BoardProblem>();
        var (line, begun, middle) = (0, 0, 0);
        foreach (var range in text.Split((byte)'\n'))
        {
            line++;
            var start = text[range];
            if (start.StartsWith("<<<<<<<"u8))
            {
                (begun, middle) = (line, 0);
            }
            else if (begun > 0 && start.StartsWith("======="u8))
            {
                middle = line;
            }
            else if (start.StartsWith(">>>>>>>"u8))
            {
                var first = begun > 0 ? begun : line;
                var places = begun > 0 && middle > 0 ? $"lines {begun}, {middle} and {line}" : begun > 0 ? $"lines {begun} and {line}" : $"line {line}";
                result.Add(new BoardProblem(first, 1,
                    $"A merge left conflict markers (<<<<<<< ======= >>>>>>>) at {places}, up to {Name(start)}. Keep what is right of both sides and remove the markers."));
                begun = 0;
            }
        }

        if (begun > 0)
        {
            result.Add(new BoardProblem(begun, 1,
                $"A merge left a conflict marker (<<<<<<<) at line {begun}. Keep what is right of both sides and remove the markers."));
        }

        return result;
    }

    private static string Name(ReadOnlySpan<byte> line) => $"\"{Encoding.UTF8.GetString(line.TrimEnd((byte)'\r'))}\"";
}
