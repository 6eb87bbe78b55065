using System.Text.Json;

namespace TaskBoard.Files;

/// <summary>Reads a file as a board, or refuses it with everything that is wrong with it.</summary>
internal static class BoardTextReader
{
    private const int MostProblems = 50;

    /// <summary>Reads a board; see <see cref="BoardText.Parse"/>.</summary>
    public static BoardText Read(ReadOnlyMemory<byte> bytes, BoardLimits limits, string path, KnownTasks? known)
    {
        if (bytes.Length > limits.MaxBytes)
        {
            throw new BoardTooLargeException(path, bytes.Length, limits.MaxBytes);
        }

        if (EncodingFaults.Find(bytes.Span) is { } fault)
        {
            throw new BoardUnreadableException(path, [fault]);
        }

        var scan = new BoardScan(bytes, known);
        var error = scan.Run(limits);
        if (error is not null && known is not null)
        {
            // Once more from the beginning: the place of the error is counted from there.
            scan = new BoardScan(bytes, known: null);
            error = scan.Run(limits);
        }

        var problems = scan.Problems;
        if (error is not null)
        {
            var markers = ConflictMarkers.Find(bytes.Span);
            problems.AddRange(markers.Count > 0 ? markers : [SyntaxFaults.Explain(bytes.Span, error, limits)]);
        }
        else
        {
            problems.AddRange(scan.AfterTheEnd());
            problems.InsertRange(0, scan.WrongShape());
        }

        if (problems.Count > 0)
        {
            problems.Sort((a, b) => (a.Line, a.Column).CompareTo((b.Line, b.Column)));
            throw new BoardUnreadableException(path, Shorten(problems));
        }

        return scan.ToText();
    }

    /// <summary>Where the root value begins and ends.</summary>
    public static (int Start, int End) RootOf(ReadOnlySpan<byte> text)
    {
        var mark = TextPlaces.HasMark(text) ? 3 : 0;
        var reader = new Utf8JsonReader(text[mark..], JsonText.Lenient);
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return (start + mark, (int)reader.BytesConsumed + mark);
    }

    /// <summary>Where the array of tasks begins and ends: the root, or the root's property <c>tasks</c>.</summary>
    public static (int Start, int End) TasksOf(ReadOnlySpan<byte> text)
    {
        var (start, end) = RootOf(text);
        if (text[start] == '[')
        {
            return (start, end);
        }

        var span = ListText.Spans(text[start..end]).First(s => s.Name == BoardText.TasksName);
        return (start + span.Start, start + span.End);
    }

    private static List<BoardProblem> Shorten(List<BoardProblem> problems)
    {
        var more = problems.Count - MostProblems;
        return more <= 0 ? problems : [.. problems.Take(MostProblems), new BoardProblem(0, 0, $"and {more} more problems of this kind.")];
    }
}
