using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Tests.Simulation;

/// <summary>One simulated process's way to the database.</summary>
/// <param name="database">The database.</param>
/// <param name="scheduler">Every call is a step.</param>
/// <param name="owner">The process.</param>
/// <param name="doubt">Asked at each COMMIT: null, all is well; else an I/O error is reported, and true means that it was committed all the same.</param>
/// <param name="watch">Told of what only the holder of the turn may do.</param>
/// <param name="saw">Told what the process knows to be on record: what it found at BEGIN, and what it committed without an error.</param>
internal sealed class SimulatedJournalStore(
    SimulatedDatabase database, Scheduler scheduler, string owner, Func<bool?>? doubt = null, Action<string>? watch = null, Action<JournalState>? saw = null)
    : IJournalStore
{
    public bool Exists
    {
        get
        {
            scheduler.Step("look for the history");
            return database.Exists;
        }
    }

    public IJournal Open()
    {
        scheduler.Step("open the history");
        watch?.Invoke("open the history");
        var isNew = !database.Exists;
        var (stored, handle) = database.Open(owner);
        return new SimulatedJournal(stored, () => database.Close(handle), scheduler, owner, doubt, watch, saw) { IsNew = isNew };
    }

    public IHistoryReader? OpenReader() => throw new NotSupportedException("The protocol of turns does not read pages of history.");
}

/// <summary>A writer's connection to the simulated database.</summary>
internal sealed class SimulatedJournal(
    SimulatedDatabase.Stored database, Action close, Scheduler scheduler, string owner, Func<bool?>? doubt, Action<string>? watch, Action<JournalState>? saw)
    : IJournal
{
    private JournalState? _transaction;
    private bool _broken;

    public bool IsNew { get; init; }

    public bool TryBegin(bool durable = true)
    {
        scheduler.Step("BEGIN");
        Require(!_broken, "the connection had an I/O error and must be reopened");
        Require(_transaction is null, "a transaction is open already");
        watch?.Invoke("BEGIN");
        if (database.Writer is not null)
        {
            return false;
        }

        database.Writer = owner;
        _transaction = database.Committed;
        saw?.Invoke(_transaction);
        return true;
    }

    public JournalHead Head() => State.Head();

    public CommitRecord? FindCommit(long number) => State.Commits.Find(c => c.Number == number);

    public MirrorBoard Mirror() => State.Mirror();

    public string? PositionOf(string task) => State.Rows.GetValueOrDefault(task)?.Position;

    public string? LastPosition() => State.Rows.Values.Select(r => r.Position).Max(StringComparer.Ordinal);

    public IReadOnlyList<BoardEvent> EventsOf(long firstRevision, long lastRevision) =>
        State.Events.Where(e => e.Revision >= firstRevision && e.Revision <= lastRevision).ToArray();

    public IEnumerable<BoardEvent> NewestEventsOf(string task) => State.Events.Where(e => e.Task == task).Reverse();

    public CommitRecord? FindCommitByHash(string hash, long before) => State.Commits.FindLast(c => c.Number < before && c.NewHash == hash);

    public StoredRequest? FindRequest(string agent, string requestKey) => State.Requests.GetValueOrDefault((agent, requestKey));

    public int? HighestAttempt(string task) => State.Attempts.TryGetValue(task, out var attempt) ? attempt : null;

    public AgentRow? FindAgent(string id) => State.Agents.GetValueOrDefault(id);

    public IReadOnlyList<PersonaRow> Personas() => State.Personas.Values.OrderBy(p => p.Id, StringComparer.Ordinal).ToArray();

    public IReadOnlyList<Lease> Leases() => State.Leases.Values.OrderBy(l => l.Task, StringComparer.Ordinal).ToArray();

    public IReadOnlyList<Lease> LeasesOf(string agent) => [.. Leases().Where(l => l.Agent == agent)];

    public TaskContent? FindMirrored(string task) => Mirror().Content.Find(task);

    public void Append(JournalEntry entry)
    {
        scheduler.Step("INSERT commit");
        _transaction = State.Appending(entry);
    }

    public void SetState(long commit, CommitState state)
    {
        scheduler.Step("UPDATE commit");
        _transaction = State.WithState(commit, state);
    }

    public void Commit(bool durable)
    {
        scheduler.Step("COMMIT");
        watch?.Invoke(State.OnlyRenews(database.Committed) ? "COMMIT of renewed leases" : "COMMIT");
        var (state, happens) = (State, doubt?.Invoke());
        _transaction = null;
        database.Writer = null;
        if (happens != false)
        {
            // After an error nobody knows what reached the disk.
            database.Commit(state, durable && happens is null, durable && happens is not null);
        }

        if (happens is not null)
        {
            _broken = true;
            throw new JournalInDoubtException("disk I/O error");
        }

        saw?.Invoke(state);
    }

    public void Rollback()
    {
        if (scheduler.IsUnwinding || _transaction is null)
        {
            return;
        }

        scheduler.Step("ROLLBACK");
        Drop();
    }

    public void Tidy()
    {
        scheduler.Step("checkpoint");
        Require(_transaction is null, "a checkpoint in a transaction");
    }

    public void Checkpoint()
    {
        Tidy();
        database.Checkpoint();
    }

    public void Dispose()
    {
        if (!scheduler.IsUnwinding)
        {
            Drop();
            close();
        }
    }

    private JournalState State
    {
        get
        {
            Require(!_broken, "the connection had an I/O error and must be reopened");
            return _transaction ?? throw new InvalidOperationException("The database refuses: outside a transaction.");
        }
    }

    private void Drop()
    {
        if (_transaction is not null)
        {
            _transaction = null;
            database.Writer = null;
        }
    }

    private static void Require(bool condition, string fault)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"The database refuses: {fault}.");
        }
    }
}
