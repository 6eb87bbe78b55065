using System.Globalization;
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

    /// <summary>With what the event begins that a lost end is recorded by.</summary>
    public const string EndIsLost = "the end of the history is lost";

    /// <summary>Whether it is gone: it was here. A board that is met for the first time has neither of the signs.</summary>
    /// <param name="exists">Whether anything is on record.</param>
    /// <param name="wasOpen">Whether this process had it open.</param>
    /// <param name="hasSwap">Whether <c>.taskboard/swap</c> stands, which is made only after a database was.</param>
    public static bool IsGone(bool exists, bool wasOpen, bool hasSwap) => !exists && (wasOpen || hasSwap);

    /// <summary>Whether tasks tell of a history: where there is none, it was deleted without a trace, or stayed behind when the file was copied.</summary>
    public static bool TellsOfAnother(BoardContent content) => content.Tasks.Any(t => EntryText.TellsOfAClaim(t.Item));

    /// <summary>
    /// What to say of a history whose end is lost: a displaced file tells of a later commit than it has. One of the very next commit does so only where it is what
    /// the last commit had made of the file, and the file is another board now; else it was being written by somebody who died, and never happened: what the last
    /// commit made is written anew, later than that commit, in the place of a file that is missing or no board, or where a power cut took the first new file before
    /// it was shown. (Later by the clock of the file system, and so where that was set back in between, the file that a pending commit was made on tells the same.)
    /// </summary>
    /// <param name="last">The last commit; null: none.</param>
    /// <param name="displaced">The files of <c>.taskboard/swap</c>, looked at before the last commit was: others may make commits meanwhile.</param>
    /// <param name="fileHash">The hash of <c>tasks.json</c>, looked at then too; null: it is missing or no board.</param>
    /// <returns>Null: nothing tells so.</returns>
    public static string? EndAfter(CommitRecord? last, IEnumerable<DisplacedFile> displaced, string? fileHash)
    {
        var number = last?.Number ?? 0;
        var isAnother = last is not null && fileHash is not null && fileHash != last.NewHash && (last.State != CommitState.Pending || fileHash != last.BaseHash);
        bool WasShown(DisplacedFile file) => file.Hash == last!.NewHash && file.Modified < last.At.AddMilliseconds(1);
        var later = displaced.Where(f => f.Commit > number + 1 || (isAnother && f.Commit == number + 1 && WasShown(f))).ToArray();
        return later.Length == 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"The history {(last is null ? "holds no commit" : $"ends with commit {number}")}, and commit {later.Max(f => f.Commit)} displaced a file in .taskboard/swap: "
            + $"{(last is null ? "what it held" : "its end")} is lost. Its write-ahead log was damaged or deleted, an older "
            + $"copy was put in its place, or the power failed on a board that is not flushed. If there is a newer copy, put that back before more is recorded; else it goes on from what tasks.json holds.");
    }

    /// <summary>What readers say where it is gone.</summary>
    public static string Gone(string path) =>
        $"The history {path} is gone: it was here, and now the file is missing, or holds nothing. What was recorded is in no answer; tasks.json can still be read. "
        + "If there is a copy (.taskboard/backups), put it back before anything else: the next change begins a new history with what tasks.json holds.";
}

/// <summary>A file in <c>.taskboard/swap</c>.</summary>
/// <param name="Commit">The commit that displaced it, or that it was written for.</param>
/// <param name="Hash">The hash of what it holds; null: not known.</param>
/// <param name="Modified">When it was last written, by the clock of its file system.</param>
internal readonly record struct DisplacedFile(long Commit, string? Hash, DateTimeOffset Modified);
