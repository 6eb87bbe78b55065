using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;
using TaskBoard.Turns;

namespace TaskBoard;

/// <content>Where tasks stand.</content>
public sealed partial class Board
{
    /// <summary>Where each task of a snapshot stands now, by id: ready, or what holds it back, and how long its claim lives.</summary>
    /// <remarks>
    /// How long claims live is not in the file. Where a task is in hand, and the snapshot is not the answer to a change, this asks the history, which
    /// takes <c>commit.lock</c> for a moment; where that cannot be read, nothing is said of leases.
    /// </remarks>
    /// <param name="snapshot">The board.</param>
    /// <param name="agent">
    /// For whom: what they have in hand themselves does not hold back what touches the same paths. Null: for nobody in particular.
    /// </param>
    public IReadOnlyDictionary<TaskId, TaskStanding> StandingOf(BoardSnapshot snapshot, string? agent = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var board = snapshot.Content;

        // The file was read first: of leases granted since then, those of other attempts and agents do not count.
        var leases = snapshot.Leases ?? LeasesOnRecord(board);
        var standings = new Standings(ViewOf(board, leases ?? new Dictionary<string, Lease>()), agent);
        return board.Tasks.Where(t => !t.Item.Id.Equals(default)).ToDictionary(t => t.Item.Id, t => Known(standings.Of(t)));

        // Where leases cannot be read, none is missed.
        TaskStanding Known(TaskStanding standing) => leases is null ? standing with { HasNoLease = false } : standing;
    }

    /// <summary>Why a task can or cannot be claimed now, what waits for it, and what to do. Takes no turn and changes nothing.</summary>
    /// <param name="id">The task.</param>
    /// <param name="by">Who would claim it; null: nobody in particular.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TaskNotFoundException">There is no such task.</exception>
    /// <exception cref="BoardUnreadableException">The file cannot be read, and there is no history to fall back on.</exception>
    public async Task<TaskExplanation> ExplainAsync(TaskId id, ChangeBy? by = null, ClaimOptions? options = null, CancellationToken cancellationToken = default)
    {
        var snapshot = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var task = snapshot.Content.Find(id.Value) ?? throw Lookup.NotFound(snapshot.Content, id.Value);
        var leases = snapshot.Leases ?? LeasesOnRecord(snapshot.Content) ?? [];
        return Explaining.Of(ViewOf(snapshot.Content, leases), task, by, options ?? new ClaimOptions());
    }

    /// <summary>What rules see of a board that is only looked at: nothing is claimed, so no attempt is numbered and nothing is drawn.</summary>
    private BoardView ViewOf(BoardContent board, IReadOnlyDictionary<string, Lease> leases) => new(
        board,
        leases,
        _options.TimeProvider.GetUtcNow(),
        _seams.Processes.Self.BootId,
        _seams.Processes.SinceBoot,
        BoardEngine.RulesOf(_settings.ReadOrKeep().Options),
        HighestAttempt: static _ => null,
        Random: static _ => 0)
    {
        Agent = id => OnRecord(reader => reader.Agents())?.FirstOrDefault(agent => agent.Id == id),
        Personas = () => OnRecord(reader => reader.Personas()) ?? [],
        PersonaFiles = PersonaFileIds,
        PersonaFault = PersonaFileFault,
    };

    /// <summary>The leases on record; none where nothing in hand can have one, and the history is not looked at.</summary>
    private Dictionary<string, Lease> ReadLeases(BoardContent board, CancellationToken cancellationToken)
    {
        if (!Standings.NeedLeases(board))
        {
            return [];
        }

        using var reader = OpenReader(cancellationToken);
        return (reader?.Leases() ?? []).ToDictionary(l => l.Task, StringComparer.Ordinal);
    }

    private Dictionary<string, Lease>? LeasesOnRecord(BoardContent board) => AsFarAsReadable(() => ReadLeases(board, CancellationToken.None));

    /// <summary>What the history says; null: there is none, or it cannot be read.</summary>
    private T? OnRecord<T>(Func<IHistoryReader, T> read)
        where T : class => AsFarAsReadable(() =>
    {
        using var reader = OpenReader(CancellationToken.None);
        return reader is null ? null : read(reader);
    });

    /// <summary>Whoever may read the file gets to see it; whoever changes something is told what is wrong with the history.</summary>
    private static T? AsFarAsReadable<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is DiskException or BoardException or InvalidDataException)
        {
            return null;
        }
    }
}
