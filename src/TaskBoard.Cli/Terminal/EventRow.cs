using System.Globalization;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Terminal;

/// <summary>One event in a table.</summary>
/// <param name="Day">The day it happened on, UTC.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="Time">The time of the day.</param>
/// <param name="Task">What it is about.</param>
/// <param name="What">The state that the task went to; else the event.</param>
/// <param name="Who">By whose hand.</param>
/// <param name="Details">More.</param>
internal sealed record EventRow(DateOnly Day, Cell Revision, Cell Time, Cell Task, Cell What, Cell Who, Cell Details)
{
    /// <summary>The row of an event.</summary>
    public static EventRow Of(BoardEvent e, Palette palette)
    {
        var time = e.OccurredAt.UtcDateTime;
        return new EventRow(
            DateOnly.FromDateTime(time),
            Cell.Of(e.Revision.ToString(CultureInfo.InvariantCulture), palette.Quiet),
            Cell.Of(time.ToString("HH:mm:ss", CultureInfo.InvariantCulture), palette.Quiet),
            Cell.Of(e.Task ?? "(board)", palette.Strong),
            e.ToStatus is { } state && state != e.FromStatus && e.FromStatus is not null
                ? Cell.Of($"→ {state}", palette.Of(Words.ParseState(state)))
                : Cell.Of(e.Event, e.Event is BoardEventKind.Conflict or BoardEventKind.LockBroken or BoardEventKind.HistoryRepaired or BoardEventKind.HistoryRebuilt ? palette.Bad : palette.Plain),
            Cell.Of(EventText.Who(e), palette.Quiet),
            Cell.Of(EventText.DetailsOf(e), palette.Plain));
    }
}
