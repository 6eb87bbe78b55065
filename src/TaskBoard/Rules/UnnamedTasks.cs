using System.Globalization;
using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>
/// Tasks without a usable id, as two versions of a board compare them: by all that they say. Their number among themselves, by which one file
/// knows them, says nothing about another.
/// </summary>
internal static class UnnamedTasks
{
    /// <summary>The same board, with these tasks known by their content; the object itself where there are none.</summary>
    public static BoardContent ByContent(BoardContent board)
    {
        if (board.Tasks.All(t => t.Item.Id != default))
        {
            return board;
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        return new BoardContent(board.Tasks.Select(task => task.Item.Id != default ? task : TaskContent.Of(KeyOf(task, counts), task.Properties)).ToArray(), board.Root);
    }

    /// <summary>The board with these tasks known as one file knows them: those that it has by their numbers there, others by numbers that it does not use.</summary>
    public static BoardContent ByNumber(BoardContent board, BoardContent file)
    {
        if (board.Tasks.All(t => t.Item.Id != default))
        {
            return board;
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var known = file.Tasks.Where(t => t.Item.Id == default).ToDictionary(t => KeyOf(t, counts), StringComparer.Ordinal);
        var number = file.Tasks.Count;
        return new BoardContent(
            board.Tasks.Select(task => task.Item.Id != default ? task
                : known.TryGetValue(task.Key, out var same) ? same
                : TaskContent.Of(TaskPiece.KeyWithoutId(++number), task.Properties)).ToArray(),
            board.Root);
    }

    // The same content can stand twice: each is one of its own.
    private static string KeyOf(TaskContent task, Dictionary<string, int> counts)
    {
        var content = ListMerge.Canonical(task.Json);
        counts[content] = counts.GetValueOrDefault(content) + 1;
        return $"(no id) {counts[content].ToString(CultureInfo.InvariantCulture)} {content}";
    }
}
