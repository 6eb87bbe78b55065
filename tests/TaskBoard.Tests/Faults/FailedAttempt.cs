using System.Globalization;
using TaskBoard.TestKit;

namespace TaskBoard.Tests.Faults;

/// <summary>What the worker's <c>attempt</c> answered while one of its system calls failed.</summary>
internal sealed record FailedAttempt(KillPoint Point, string Error, string Kind, TaskId Id, IReadOnlyList<string> Answers)
{
    private static readonly ChangeBy s_worker = new("worker") { RequestKey = "attempt" };

    /// <summary>What an error of the system may come out as: never an unreadable board, whose remedy would harm.</summary>
    private static readonly string[] s_codes =
    [
        BoardErrorCodes.BoardLocked, BoardErrorCodes.BoardAccess, BoardErrorCodes.BoardDiskFull, BoardErrorCodes.BoardIO, BoardErrorCodes.BoardPlace,
        BoardErrorCodes.BoardInDoubt,
    ];

    /// <summary>The refusals, of both changes.</summary>
    public IReadOnlyList<string> Refusals { get; } = [.. Answers.Where(a => !a.StartsWith("ack ", StringComparison.Ordinal))];

    /// <summary>The revision that was acknowledged; null: the change was refused.</summary>
    public long? Acknowledged => Answers is [var first, ..] && first.StartsWith("ack ", StringComparison.Ordinal) ? long.Parse(first[4..], CultureInfo.InvariantCulture) : null;

    /// <summary>Whether the refusal leaves no doubt that nothing happened.</summary>
    public bool WasSaidNotToBe => Answers is [var first, ..] && first.StartsWith("refused ", StringComparison.Ordinal) && CodeOf(first) != BoardErrorCodes.BoardInDoubt;

    /// <summary>Whether the same process was then told that its next change was done.</summary>
    public bool NextWasAcknowledged => Answers is [_, var second] && second.StartsWith("ack ", StringComparison.Ordinal);

    /// <summary>
    /// Whether a refusal is one that this error may lead to. Where the system cannot read what should be there, SQLite speaks of a damaged
    /// database; the message then says that it may be the disk.
    /// </summary>
    public bool FitsAnError(string refusal) => s_codes.Contains(CodeOf(refusal))
        || (CodeOf(refusal) == BoardErrorCodes.HistoryDamaged && Error == "EIO" && Point.Call is ("read" or "pread64" or "lseek")
            && refusal.Contains("it is the disk", StringComparison.Ordinal));

    /// <summary>Where the change is found: the revisions it has on record, whether the file has it, and whether the next change is there.</summary>
    public async Task<(IReadOnlyList<long> Revisions, bool IsInFile, bool NextIsThere)> FindAsync(Board board)
    {
        var events = await BoardReferee.EventsAsync(board);
        var task = (await board.ReadAsync()).Find(Id);
        return (
            [.. events.Where(e => e.Agent == s_worker.Agent && e.Task == Id.Value).Select(e => e.Revision)],
            Kind == "add" ? task is not null : task?.State == TaskState.Completed,
            events.Any(e => e.Task == "after") && (await board.ReadAsync()).Find(TaskId.Parse("after")) is not null);
    }

    /// <summary>Asks for the same once more, with the same request key.</summary>
    public Task<BoardChange> RepeatAsync(Board board) => Kind == "add"
        ? board.AddAsync(new TaskDraft("Added in the storm") { Id = Id }, s_worker)
        : board.CompleteAsync(Id, "done in the storm", s_worker);

    public override string ToString() => $"{Point} {Error}";

    private static string CodeOf(string refusal) => refusal.Split(' ') is [_, var code, ..] ? code : refusal;
}
