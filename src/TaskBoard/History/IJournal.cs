using TaskBoard.Locking;
using TaskBoard.Rules;

namespace TaskBoard.History;

/// <summary>
/// The history database as the protocol of commits uses it: one writer's connection. Everything between
/// <see cref="TryBegin"/> and <see cref="Commit"/> is one transaction. Not safe for use by several threads at once.
/// Opened and closed only by whoever holds <c>commit.lock</c>.
/// </summary>
internal interface IJournal : IDisposable
{
    /// <summary>Whether it began with this opening: nothing was on record, whatever files there were.</summary>
    bool IsNew { get; }

    /// <summary>Begins a transaction that nobody else can write beside (<c>BEGIN IMMEDIATE</c>); false: another writes now, try again.</summary>
    /// <param name="durable">Whether its commit may be asked to be durable. False: nothing of it is to be flushed, as for a sign of life.</param>
    bool TryBegin(bool durable = true);

    /// <summary>Where the history stands. In a transaction.</summary>
    JournalHead Head();

    /// <summary>The commit of this number; null: there is none. In a transaction.</summary>
    CommitRecord? FindCommit(long number);

    /// <summary>The board as of the last commit, with each task's position. In a transaction.</summary>
    MirrorBoard Mirror();

    /// <summary>The position of a mirrored task; null: the mirror has no such task. In a transaction.</summary>
    string? PositionOf(string task);

    /// <summary>The greatest position in the mirror; null: it has no task. In a transaction.</summary>
    string? LastPosition();

    /// <summary>The events of these revisions, in order. In a transaction.</summary>
    IReadOnlyList<BoardEvent> EventsOf(long firstRevision, long lastRevision);

    /// <summary>All events of a task, newest first, each read when it is asked for; one task's at a time. In a transaction.</summary>
    IEnumerable<BoardEvent> NewestEventsOf(string task);

    /// <summary>The newest commit before <paramref name="before"/> whose file had this hash; null: no file ever had. In a transaction.</summary>
    CommitRecord? FindCommitByHash(string hash, long before);

    /// <summary>What was answered to a request; null: not known. In a transaction.</summary>
    StoredRequest? FindRequest(string agent, string requestKey);

    /// <summary>The highest attempt ever recorded for an id; 0: never claimed; null: the id was never on this board. In a transaction.</summary>
    int? HighestAttempt(string task);

    /// <summary>An agent; null: it is not known. In a transaction.</summary>
    AgentRow? FindAgent(string id);

    /// <summary>All personas that were set, by id. In a transaction.</summary>
    IReadOnlyList<PersonaRow> Personas();

    /// <summary>All leases. In a transaction.</summary>
    IReadOnlyList<Lease> Leases();

    /// <summary>The leases of an agent. In a transaction.</summary>
    IReadOnlyList<Lease> LeasesOf(string agent);

    /// <summary>A task as of the last commit; null: the mirror has none of this key. In a transaction.</summary>
    TaskContent? FindMirrored(string task);

    /// <summary>Writes down a commit. In a transaction.</summary>
    void Append(JournalEntry entry);

    /// <summary>Says what became of a commit. In a transaction.</summary>
    void SetState(long commit, CommitState state);

    /// <summary>Refuses a mirror that lacks a task which is on the board by its events: what is recorded after it would be wrong for ever. Looks at all events. In a transaction.</summary>
    /// <exception cref="InvalidDataException">It does.</exception>
    void DemandAllMirrored()
    {
    }

    /// <summary>Repairs the rows that are not what was written, as far as that can be done. In a transaction, before anything else of it.</summary>
    RowRepair RepairRows() => RowRepair.None;

    /// <summary>Ends the transaction so that what it wrote has happened. <paramref name="durable"/>: even through a power cut.</summary>
    /// <exception cref="JournalInDoubtException">The system reported an error and may have committed all the same: close, reopen, look.</exception>
    void Commit(bool durable);

    /// <summary>Ends the transaction so that nothing of it happened. Does nothing outside a transaction.</summary>
    void Rollback();

    /// <summary>Keeps the write-ahead log small. Outside a transaction, under <c>commit.lock</c>.</summary>
    void Tidy();

    /// <summary>
    /// Writes all that is committed anew, out of the write-ahead log into the database, and flushes it. After a flush that failed the system may
    /// drop what it took, and a second flush of the same file proves nothing. What somebody reads an older state of stays in the log.
    /// Outside a transaction, under <c>commit.lock</c>.
    /// </summary>
    void Checkpoint();
}

/// <summary>Opens journals. Only under <c>commit.lock</c>.</summary>
internal interface IJournalStore
{
    /// <summary>Whether there is a history, or something left of one (a log without its database): an empty file is none.</summary>
    bool Exists { get; }

    /// <summary>Whether it is kept in files, so that copies of it can be.</summary>
    bool IsOnDisk => false;

    /// <summary>Whether nothing is on record, whatever files there are: opening it would begin it.</summary>
    bool HoldsNothing() => !Exists;

    /// <summary>The id of the board that a copy of a history is of; null: it cannot be read. Also without <c>commit.lock</c>: nobody writes a copy.</summary>
    string? BoardIdOf(string copy) => null;

    /// <summary>Reads all of it, and says what is wrong where SQLite cannot read it; null: it can, or there is none.</summary>
    string? Damage() => null;

    /// <summary>Opens the history for writing, creating or migrating it where needed.</summary>
    /// <exception cref="HistoryTooNewException">It was written by a newer program.</exception>
    /// <exception cref="HistoryDamagedException">It is damaged, or no database.</exception>
    IJournal Open();

    /// <summary>Opens the history for reading; null: there is none. Pages of events, replay and verification use it.</summary>
    IHistoryReader? OpenReader();
}

/// <summary>Where the history stands.</summary>
/// <param name="LastCommit">The last commit; null: none yet.</param>
/// <param name="LastRevision">The last revision; 0: none yet.</param>
/// <param name="LastSequence">The number of the last event; 0: none yet. Kept apart from the events, so that a lost one is missed.</param>
/// <param name="LastHash">The hash of the last event, or the hash that the first one follows. Kept apart from the events.</param>
/// <param name="LastRecordedAt">When the last event was recorded; null: none yet.</param>
internal sealed record JournalHead(CommitRecord? LastCommit, long LastRevision, long LastSequence, string LastHash, DateTimeOffset? LastRecordedAt)
{
    /// <summary>The highest revision of an event, which some commit names (0: none does); null: none yet.</summary>
    public long? EventsTo { get; init; }
}

/// <summary>One new state of the file.</summary>
/// <param name="Number">Its number, from 1, without gaps.</param>
/// <param name="FirstRevision">The first revision it carries; null: none (only formatting changed).</param>
/// <param name="LastRevision">The last revision it carries; null: none.</param>
/// <param name="BaseHash">SHA-256 of the file before, lower-case hexadecimal.</param>
/// <param name="NewHash">SHA-256 of the file after, lower-case hexadecimal.</param>
/// <param name="State">What became of it.</param>
/// <param name="At">When.</param>
internal sealed record CommitRecord(long Number, long? FirstRevision, long? LastRevision, string BaseHash, string NewHash, CommitState State, DateTimeOffset At);

/// <summary>What became of a commit.</summary>
internal enum CommitState
{
    /// <summary>Recorded; whether the file was exchanged is to be found out. Left only by a writer that died.</summary>
    Pending,

    /// <summary>Recorded, and the file was exchanged.</summary>
    Applied,

    /// <summary>Recorded and taken back.</summary>
    Aborted,
}

/// <summary>The mirror of <c>tasks.json</c> as of the last commit.</summary>
/// <param name="Content">The content of the file.</param>
/// <param name="Positions">Each task's position, by key: fractional, compared ordinally.</param>
internal sealed record MirrorBoard(BoardContent Content, IReadOnlyDictionary<string, string> Positions);

/// <summary>A request that was answered.</summary>
/// <param name="Agent">Who asked.</param>
/// <param name="Key">The caller's own key.</param>
/// <param name="RequestHash">SHA-256 of what was asked, so that the same key with another request is refused.</param>
/// <param name="Result">What was answered, as JSON.</param>
/// <param name="Revision">The revision that it became; the current one where nothing had to change.</param>
internal sealed record StoredRequest(string Agent, string Key, string RequestHash, string Result, long Revision);

/// <summary>How long a claim lives.</summary>
/// <param name="Task">The task's id.</param>
/// <param name="Attempt">The attempt it belongs to; a lease counts only if attempt and agent are those of the file.</param>
/// <param name="Agent">Who holds it.</param>
/// <param name="GrantedAt">When, by the wall clock.</param>
/// <param name="ExpiresAt">Until when, by the wall clock; counts only after a restart of the machine.</param>
/// <param name="BootId">The boot in which <paramref name="BootExpires"/> counts.</param>
/// <param name="BootExpires">Until when, by the boot-time clock.</param>
/// <param name="MaxRunAt">The time beyond which it is never prolonged, by the wall clock; null: there is none.</param>
/// <param name="BootMaxRun">The same by the boot-time clock.</param>
internal sealed record Lease(
    string Task, int Attempt, string Agent, DateTimeOffset GrantedAt, DateTimeOffset ExpiresAt, string BootId, TimeSpan BootExpires,
    DateTimeOffset? MaxRunAt = null, TimeSpan? BootMaxRun = null)
{
    /// <summary>How long it was granted for.</summary>
    public TimeSpan Length => ExpiresAt - GrantedAt;

    /// <summary>How long it may be prolonged for at most, zero or less where that time is over; null: without limit.</summary>
    public TimeSpan? RunLeft(DateTimeOffset now, string bootId, TimeSpan sinceBoot) =>
        MaxRunAt is not { } end ? null
        : BootMaxRun is { } bootEnd && ProcessIdentity.IsSameBoot(BootId, bootId) ? bootEnd - sinceBoot
        : end - now;

    /// <summary>Whether the lease has ended.</summary>
    public bool IsOver(DateTimeOffset now, string bootId, TimeSpan sinceBoot) =>
        ProcessIdentity.IsSameBoot(BootId, bootId) ? sinceBoot >= BootExpires : now >= ExpiresAt;
}

/// <summary>What a turn writes down.</summary>
/// <param name="Commit">The commit itself; null: the file stays as it is, and only events of locks, leases or requests are written.</param>
/// <param name="Events">Its events, sealed: numbered and chained by <see cref="EventChain"/>.</param>
/// <param name="Mirror">How the mirror changes; null: not at all.</param>
/// <param name="Requests">The requests it answers.</param>
/// <param name="Leases">Leases granted, renewed (<c>Lease</c>) or ended (null), by task.</param>
/// <param name="Attempts">Ids that came onto the board or were claimed, with the highest attempt.</param>
internal sealed record JournalEntry(
    CommitRecord? Commit,
    IReadOnlyList<BoardEvent> Events,
    MirrorChange? Mirror,
    IReadOnlyList<StoredRequest> Requests,
    IReadOnlyDictionary<string, Lease?> Leases,
    IReadOnlyDictionary<string, int> Attempts)
{
    /// <summary>Agents as they are to be.</summary>
    public IReadOnlyCollection<AgentRow> Agents { get; init; } = [];

    /// <summary>Personas as they are to be, or not any more (null), by id.</summary>
    public IReadOnlyDictionary<string, PersonaRow?> Personas { get; init; } = System.Collections.Frozen.FrozenDictionary<string, PersonaRow?>.Empty;
}

/// <summary>How the mirror goes from one board to the next.</summary>
/// <param name="Upserts">Tasks added, changed or moved.</param>
/// <param name="Deletes">Keys of tasks taken off.</param>
/// <param name="Root">What stands around the tasks; null: it stays as it is.</param>
internal sealed record MirrorChange(IReadOnlyList<MirrorTask> Upserts, IReadOnlyList<string> Deletes, MirrorRoot? Root)
{
    /// <summary>Nothing changes.</summary>
    public static readonly MirrorChange None = new([], [], null);
}

/// <summary>What stands around the tasks.</summary>
/// <param name="Json">Null for an array, else the object's compact JSON with <c>[]</c> for its tasks.</param>
internal sealed record MirrorRoot(string? Json);

/// <summary>One row of the mirror.</summary>
/// <param name="Key">The task's key.</param>
/// <param name="Position">Its position.</param>
/// <param name="Json">The task as compact JSON.</param>
/// <param name="Was">The same before, as far as the board before tells; null: the task was not there.</param>
internal sealed record MirrorTask(string Key, string Position, string Json, string? Was = null);

/// <summary>The history as readers use it: one connection that sees one moment. Opened and closed under <c>commit.lock</c>.</summary>
internal interface IHistoryReader : IDisposable
{
    /// <summary>Where the history stands.</summary>
    JournalHead Head();

    /// <summary>Number and hash of the last event, as written down beside the events (verification).</summary>
    (long Sequence, string Hash) LastEvent();

    /// <summary>The board as of the last commit.</summary>
    MirrorBoard Mirror();

    /// <summary>All leases.</summary>
    IReadOnlyList<Lease> Leases();

    /// <summary>All agents, by name.</summary>
    IReadOnlyList<AgentRow> Agents();

    /// <summary>The highest attempt ever recorded for an id; 0: never claimed; null: the id was never on this board.</summary>
    int? HighestAttempt(string task);

    /// <summary>All personas that were set, by id.</summary>
    IReadOnlyList<PersonaRow> Personas();

    /// <summary>The id that the board was given when its history began.</summary>
    string BoardId();

    /// <summary>Writes the moment that it sees to a file of its own, which is there and empty: one database without a log, for which no other file is needed.</summary>
    void CopyTo(string path);

    /// <summary>Runs a query of a user's own, which can write nothing.</summary>
    QueryResult Query(string sql, QueryOptions options, TimeProvider timeProvider, CancellationToken cancellationToken);

    /// <summary>Events that fit the filter, by sequence, at most <paramref name="limit"/>.</summary>
    IReadOnlyList<BoardEvent> Events(EventFilter filter, int limit);

    /// <summary>How many events fit the filter, wherever a page of it begins or ends.</summary>
    long Count(EventFilter filter);

    /// <summary>The newest revision recorded not later than a time; 0: none.</summary>
    long RevisionAt(DateTimeOffset time);

    /// <summary>What SQLite finds wrong when it reads all of the database, each as a sentence (verification).</summary>
    IReadOnlyList<string> Faults();

    /// <summary>What differs from the schema that this program makes, each as a sentence (verification). What others added is theirs.</summary>
    IReadOnlyList<string> SchemaProblems();

    /// <summary>All rows whose stored hash does not fit what they hold (verification).</summary>
    IReadOnlyList<UnfitRow> UnfitRows();

    /// <summary>The commits, by number, from <paramref name="first"/>, at most <paramref name="limit"/>.</summary>
    IReadOnlyList<CommitRecord> Commits(long first, int limit);
}
