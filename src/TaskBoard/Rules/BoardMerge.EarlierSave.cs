using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <content>Saves that are found only after a later one was recorded.</content>
internal static partial class BoardMerge
{
    /// <summary>
    /// Whether a board has all that a save set, so that whoever saved later knew it: what they made of the rest is their last word. Where tasks stand goes on, and
    /// tells nothing of that; nor does a save that set nothing else.
    /// </summary>
    /// <param name="board">The board after a later save.</param>
    /// <param name="basis">What the earlier one was made on.</param>
    /// <param name="save">The earlier one, without what is older text in it (<see cref="RejectOlderText"/>).</param>
    public static bool Contains(BoardContent board, BoardContent basis, BoardContent save)
    {
        var set = save.Tasks.SelectMany(task => Set(basis.Find(task.Key)?.Properties, task.Properties, board.Find(task.Key)?.Properties))
            .Concat(Set(basis.Root, save.Root, board.Root)).ToArray();
        return set.Length > 0 && set.All(isThere => isThere);
    }

    /// <summary>For each property that differs from the basis whether the board has it as the save does.</summary>
    private static IEnumerable<bool> Set(
        IReadOnlyList<KeyValuePair<string, string>>? basis, IReadOnlyList<KeyValuePair<string, string>>? save, IReadOnlyList<KeyValuePair<string, string>>? board) =>
        (save ?? []).Where(p => p.Key is not ("history" or "updated_at") && !StateMerge.Names.Contains(p.Key) && !Has(basis, p)).Select(p => Has(board, p));

    private static bool Has(IReadOnlyList<KeyValuePair<string, string>>? properties, KeyValuePair<string, string> property) =>
        (properties ?? []).Any(p => p.Key == property.Key && JsonText.AreEqual(p.Value, property.Value));
}
