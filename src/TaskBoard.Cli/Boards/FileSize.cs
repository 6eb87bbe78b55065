using System.Globalization;

namespace TaskBoard.Cli.Boards;

/// <summary>Whether <c>tasks.json</c> comes near its limit, beyond which nothing is changed any more.</summary>
internal static class FileSize
{
    private const double Near = 0.8;

    /// <summary>A remark where it does.</summary>
    public static IEnumerable<BoardFinding> Look(string directory, long limit)
    {
        var file = new FileInfo(Path.Combine(directory, "tasks.json"));
        return file.Exists && file.Length > limit * Near
            ? [new(false, string.Create(CultureInfo.InvariantCulture, $"tasks.json has {file.Length:N0} bytes, of at most {limit:N0}. Take finished tasks off the board: the history keeps them."))]
            : [];
    }
}
