using System.Globalization;
using TaskBoard.Files;
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

    /// <summary>
    /// What to say of a history whose end is lost: a displaced file tells of a later commit than it has. One of the very next commit does so only where it is what
    /// the last commit had made of the file, and the file is another board now; else it was being written by somebody who died, and never happened (what the last
    /// commit made is written anew only in the place of a file that is missing or no board).
    /// </summary>
    /// <param name="last">The last commit; null: none.</param>
    /// <param name="displaced">The files of <c>.taskboard/swap</c>, as they were before the last commit was looked up: others may make commits meanwhile.</param>
    /// <param name="hashOf">The hash of what one of them holds; null: it is gone.</param>
    /// <param name="fileReads">Whether <c>tasks.json</c> can be read as a board.</param>
    /// <returns>Null: nothing tells so.</returns>
    public static string? EndAfter(CommitRecord? last, IEnumerable<SwapFile> displaced, Func<SwapFile, string?> hashOf, Func<bool> fileReads)
    {
        var number = last?.Number ?? 0;
        var later = displaced.Where(f => f.Commit > number + 1 || (f.Commit == number + 1 && last is not null && hashOf(f) == last.NewHash && fileReads())).ToArray();
        return later.Length == 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"The history ends with commit {number}, and .taskboard/swap holds what commit {later.Max(f => f.Commit)} displaced: its end is lost. The write-ahead log was damaged or deleted, or an older "
            + $"copy was put in its place. If there is a newer one, put that back before anything else: the next change goes on from what tasks.json holds.");
    }

    /// <summary>What readers say where it is gone.</summary>
    public static string Gone(string path) =>
        $"The history {path} is gone: it was here, and now the file is missing, or holds nothing. What was recorded is in no answer; tasks.json can still be read. "
        + "If there is a copy (.taskboard/backups), put it back before anything else: the next change begins a new history with what tasks.json holds.";
}
