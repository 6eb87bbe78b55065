using System.Text.Json;

namespace TaskBoard.Cli.Output;

/// <summary>What a reader must be told about the board it got.</summary>
internal static class ReadingText
{
    /// <summary>Warns where the board is not what is in the file now.</summary>
    public static void Warn(CommandCall call, BoardSnapshot snapshot)
    {
        if (snapshot.Readable)
        {
            return;
        }

        call.Warn($"tasks.json cannot be read; this is the last good revision{(snapshot.Revision is { } revision ? $" ({revision})" : "")}, from the history. 'taskboard check' lists what to mend.");
        foreach (var problem in snapshot.Problems.Take(3))
        {
            call.Warn(problem.ToString());
        }
    }

    /// <summary>Warns where the history does not tell all that is in the file.</summary>
    public static async Task WarnOfUnrecordedAsync(CommandCall call, Board board)
    {
        if (WarningOf(await board.History.StandingAsync(call.CancellationToken).ConfigureAwait(false)) is { } warning)
        {
            call.Warn(warning);
        }
    }

    /// <summary>The warning for how the history stands to the file; null: nothing to warn of, or (it is gone) what asks it is refused.</summary>
    public static string? WarningOf(HistoryStanding standing) => standing switch
    {
        HistoryStanding.BehindFile => "tasks.json holds a hand edit that is not recorded yet, and so is not in this answer; the next change records it.",
        HistoryStanding.FileUnreadable =>
            "tasks.json cannot be read, so what was saved there is not in this answer, and changes are refused until it can. 'taskboard check' lists what to mend.",
        HistoryStanding.Elsewhere =>
            "Entries of the tasks tell of an earlier history, which is not here (deleted, or left behind by a copy or a clone). What it held is not in this answer; the next change begins a new one.",
        _ => null,
    };

    /// <summary>Writes where the board came from.</summary>
    public static void Write(Utf8JsonWriter writer, BoardSnapshot snapshot)
    {
        writer.WriteBoolean("readable", snapshot.Readable);
        if (snapshot.Revision is { } revision)
        {
            writer.WriteNumber("revision", revision);
        }
    }
}
