using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.TestKit;

/// <summary>One connection of <see cref="FaultyJournals"/>.</summary>
internal sealed class FaultyJournal(IJournal inner, FaultyJournals plan) : IJournal
{
    public bool IsNew => inner.IsNew;

    public bool TryBegin(bool durable = true) => !plan.AnotherWrites() && inner.TryBegin(durable);

    public JournalHead Head() => inner.Head();

    public CommitRecord? FindCommit(long number) => inner.FindCommit(number);

    public MirrorBoard Mirror() => inner.Mirror();

    public string? PositionOf(string task) => inner.PositionOf(task);

    public string? LastPosition() => inner.LastPosition();

    public IReadOnlyList<BoardEvent> EventsOf(long firstRevision, long lastRevision) => inner.EventsOf(firstRevision, lastRevision);

    public IEnumerable<BoardEvent> NewestEventsOf(string task) => inner.NewestEventsOf(task);

    public CommitRecord? FindCommitByHash(string hash, long before) => inner.FindCommitByHash(hash, before);

    public StoredRequest? FindRequest(string agent, string requestKey) => inner.FindRequest(agent, requestKey);

    public int? HighestAttempt(string task) => inner.HighestAttempt(task);

    public AgentRow? FindAgent(string id) => inner.FindAgent(id);

    public IReadOnlyList<PersonaRow> Personas() => inner.Personas();

    public IReadOnlyList<Lease> Leases() => inner.Leases();

    public IReadOnlyList<Lease> LeasesOf(string agent) => inner.LeasesOf(agent);

    public TaskContent? FindMirrored(string task) => inner.FindMirrored(task);

    public void Append(JournalEntry entry) => inner.Append(entry);

    public void SetState(long commit, CommitState state) => inner.SetState(commit, state);

    public RowRepair RepairRows() => inner.RepairRows();

    public void Commit(bool durable) => plan.Commit(inner, durable);

    public void Rollback() => inner.Rollback();

    public void Tidy() => inner.Tidy();

    public void Checkpoint()
    {
        plan.Checkpoint();
        inner.Checkpoint();
    }

    public void Dispose() => inner.Dispose();
}
