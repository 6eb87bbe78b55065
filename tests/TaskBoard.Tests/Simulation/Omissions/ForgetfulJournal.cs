using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Tests.Simulation.Omissions;

/// <summary>One connection of <see cref="ForgetfulJournals"/>.</summary>
internal sealed class ForgetfulJournal(IJournal inner, Omission omitted, ForgetfulDisk disk, BoardPaths paths) : IJournal
{
    public bool IsNew => inner.IsNew;

    public bool TryBegin(bool durable = true) => inner.TryBegin(durable);

    public JournalHead Head()
    {
        var head = inner.Head();
        return omitted == Omission.Recovery && head.LastCommit is { } last ? head with { LastCommit = last with { State = CommitState.Applied } } : head;
    }

    public CommitRecord? FindCommit(long number) => inner.FindCommit(number);

    public MirrorBoard Mirror() => inner.Mirror();

    public string? PositionOf(string task) => inner.PositionOf(task);

    public string? LastPosition() => inner.LastPosition();

    public IReadOnlyList<BoardEvent> EventsOf(long firstRevision, long lastRevision) => inner.EventsOf(firstRevision, lastRevision);

    public IEnumerable<BoardEvent> NewestEventsOf(string task) => omitted == Omission.OlderText ? [] : inner.NewestEventsOf(task);

    public CommitRecord? FindCommitByHash(string hash, long before) => inner.FindCommitByHash(hash, before);

    public StoredRequest? FindRequest(string agent, string requestKey) => omitted == Omission.RequestKeys ? null : inner.FindRequest(agent, requestKey);

    public int? HighestAttempt(string task) => inner.HighestAttempt(task);

    public AgentRow? FindAgent(string id) => inner.FindAgent(id);

    public IReadOnlyList<PersonaRow> Personas() => inner.Personas();

    public IReadOnlyList<Lease> Leases() => inner.Leases();

    public IReadOnlyList<Lease> LeasesOf(string agent) => inner.LeasesOf(agent);

    public TaskContent? FindMirrored(string task) => inner.FindMirrored(task);

    public void Append(JournalEntry entry)
    {
        if (omitted == Omission.ShowFirst && entry.Commit is { } early)
        {
            entry = entry with { Commit = early with { State = CommitState.Applied } };
        }

        inner.Append(entry);
        if (omitted == Omission.CommitFirst && entry.Commit is { State: CommitState.Pending } commit)
        {
            disk.ShowEarly(paths.SwapOf(commit.Number));
        }
    }

    public void SetState(long commit, CommitState state)
    {
        if (omitted != Omission.Mark)
        {
            inner.SetState(commit, state);
        }
    }

    public void Commit(bool durable)
    {
        try
        {
            inner.Commit(durable && omitted != Omission.CommitFlush);
        }
        catch (JournalInDoubtException e) when (omitted == Omission.Doubt)
        {
            throw new DiskException(DiskFault.Io, "commit", paths.History, e.Message);
        }
    }

    public void Rollback() => inner.Rollback();

    public void Tidy() => inner.Tidy();

    public void Checkpoint()
    {
        if (omitted != Omission.MakingSure)
        {
            inner.Checkpoint();
        }
    }

    public void Dispose() => inner.Dispose();
}
