using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Terminal;

/// <summary>What a live board shows: the board as it was found, and what happened last.</summary>
/// <param name="Directory">Where the board is.</param>
/// <param name="Snapshot">The board.</param>
/// <param name="Standing">Where its tasks stand.</param>
/// <param name="Events">The last events, newest first.</param>
internal sealed record LiveView(
    string Directory, BoardSnapshot Snapshot, IReadOnlyDictionary<TaskId, TaskStanding> Standing, IReadOnlyList<BoardEvent> Events)
{
    /// <summary>More than any terminal shows.</summary>
    private const int MostEvents = 100;

    /// <summary>What keeps the board from being read now; null: nothing.</summary>
    public string? Trouble { get; init; }

    /// <summary>Looks at the board; where that is not possible, it is shown as it was.</summary>
    /// <param name="board">The board.</param>
    /// <param name="before">What was shown before; null: nothing yet, so that trouble is an error.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<LiveView> OfAsync(Board board, LiveView? before, CancellationToken cancellationToken)
    {
        try
        {
            var snapshot = await board.ReadAsync(cancellationToken).ConfigureAwait(false);
            var events = new List<BoardEvent>();
            await foreach (var e in board.History.EventsAsync(new EventFilter { NewestFirst = true }, cancellationToken).ConfigureAwait(false))
            {
                events.Add(e);
                if (events.Count == MostEvents)
                {
                    break;
                }
            }

            return new LiveView(board.Directory, snapshot, board.StandingOf(snapshot), events)
            {
                Trouble = snapshot.Readable ? null : "tasks.json cannot be read; this is the last good revision. 'taskboard check' lists what to mend.",
            };
        }
        catch (BoardException e) when (before is not null)
        {
            return before with { Trouble = e.Message };
        }
    }

    /// <summary>Whether time alone has changed something: a lease that ended, a task that had to rest.</summary>
    public bool IsOutdated(DateTimeOffset now) => Trouble is not null || Snapshot.Tasks.Any(task => Standing.Of(task) is { } standing
        && ((standing is { IsExpired: false, LeaseExpiresAt: { } end } && end <= now)
            || (task.NotBefore <= now && standing.WaitingBecause.Any(r => r.StartsWith("not before", StringComparison.Ordinal)))));
}
