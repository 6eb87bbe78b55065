using TaskBoard.Rules;

namespace TaskBoard.History;

/// <summary>
/// Whether there was a history where none is: one rule for those who write, who begin the next one and say so, and for those who read, who must not
/// take what is lost for what never was. Pure.
/// </summary>
internal static class LostHistory
{
    /// <summary>What readers say of a board whose tasks tell of a history that was never seen here.</summary>
    public const string Elsewhere =
        "Entries of the tasks tell of an earlier history, which is not here (deleted, or left behind by a copy or a clone). What it held is in no answer; "
        + "the next change begins a new one with what tasks.json holds.";

    /// <summary>Whether it is gone: it was here. A board that is met for the first time has neither of the signs.</summary>
    /// <param name="exists">Whether anything is on record.</param>
    /// <param name="wasOpen">Whether this process had it open.</param>
    /// <param name="hasSwap">Whether <c>.taskboard/swap</c> stands, which is made only after a database was.</param>
    public static bool IsGone(bool exists, bool wasOpen, bool hasSwap) => !exists && (wasOpen || hasSwap);

    /// <summary>Whether tasks tell of a history: where there is none, it was deleted without a trace, or stayed behind when the file was copied.</summary>
    public static bool TellsOfAnother(BoardContent content) => content.Tasks.Any(t => EntryText.TellsOfAClaim(t.Item));

    /// <summary>What readers say where it is gone.</summary>
    public static string Gone(string path) =>
        $"The history {path} is gone: it was here, and now the file is missing, or holds nothing. What was recorded is in no answer; tasks.json can still be read. "
        + "If there is a copy (.taskboard/backups), put it back before anything else: the next change begins a new history with what tasks.json holds.";
}
