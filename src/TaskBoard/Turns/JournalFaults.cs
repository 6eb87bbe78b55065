using System.Text.Json;
using TaskBoard.Files;
using TaskBoard.History;

namespace TaskBoard.Turns;

/// <summary>What becomes of the history's errors where a turn, or a sign of life, ends by them.</summary>
internal static class JournalFaults
{
    /// <summary>Whether what was read was not written by us.</summary>
    public static bool IsForeign(Exception e) => e is UnreadableEventException or InvalidDataException or JsonException;

    /// <summary>The refusal where another program has changed the database.</summary>
    public static HistoryDamagedException Foreign(string history, Exception e) =>
        new(history, $"{history} was changed by another program: {e.Message.TrimEnd('.')}. 'taskboard verify' says more. Nothing was changed.", e);

    /// <summary>What is thrown after a COMMIT in doubt: that the disk is full, or what became of it.</summary>
    public static Exception InDoubt(string history, JournalInDoubtException e, string outcome) => e.InnerException is DiskException { Fault: DiskFault.Full } full
        ? full
        : new BoardIOException(history, $"{e.Message} {outcome}", e);
}
