using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Tests.Simulation.Omissions;

/// <summary>One connection of <see cref="ForgetfulJournals"/>.</summary>
internal sealed class ForgetfulJournal(IJournal inner, Omission omitted, ForgetfulDisk disk, BoardPaths paths) : IJournal
{
    // What the last transaction was asked, by which it is known what it was for.
    private bool _wasBegun;
    private bool _wasAskedForHead;
    private bool _wasOfBrokenLocks;
    private CommitState? _appended;

    public bool IsNew => inner.IsNew;

    public bool TryBegin(bool durable = true)
    {
        if (!inner.TryBegin(durable))
        {
            return false;
        }

        (_wasBegun, _wasAskedForHead, _wasOfBrokenLocks, _appended) = (true, false, false, null);
        return true;
    }

    public JournalHead Head()
    {
        _wasAskedForHead = true;
        var head = inner.Head();
        return head.LastCommit is { } last ? head with { LastCommit = Forgetting(last) } : head;
    }

    public CommitRecord? FindCommit(long number)
    {
        // That its base is what the file holds: so there is nothing in it that could be lost.
        var commit = inner.FindCommit(number);
        return omitted == Omission.DisplacedHash && disk.HashOf(paths.SwapOf(number)) is { } hash && commit is not null ? commit with { BaseHash = hash } : commit;
    }

    public MirrorBoard Mirror() => inner.Mirror();

    public string? PositionOf(string task) => inner.PositionOf(task);

    public string? LastPosition() => inner.LastPosition();

    public IReadOnlyList<BoardEvent> EventsOf(long firstRevision, long lastRevision) => inner.EventsOf(firstRevision, lastRevision);

    public IEnumerable<BoardEvent> NewestEventsOf(string task) => omitted == Omission.OlderText ? [] : inner.NewestEventsOf(task);

    public CommitRecord? FindCommitByHash(string hash, long before) => inner.FindCommitByHash(hash, before);

    public StoredRequest? FindRequest(string agent, string requestKey)
    {
        // Broken locks are kept like requests of nobody.
        _wasOfBrokenLocks |= agent.Length == 0;
        return omitted == Omission.RequestKeys ? null : inner.FindRequest(agent, requestKey);
    }

    public int? HighestAttempt(string task) => inner.HighestAttempt(task);

    public AgentRow? FindAgent(string id) => inner.FindAgent(id);

    public IReadOnlyList<PersonaRow> Personas() => inner.Personas();

    public IReadOnlyList<Lease> Leases() => inner.Leases();

    public IReadOnlyList<Lease> LeasesOf(string agent) => inner.LeasesOf(agent);

    public TaskContent? FindMirrored(string task) => inner.FindMirrored(task);

    public void Append(JournalEntry entry)
    {
        _appended = entry.Commit?.State;
        if (omitted == Omission.ShowFirst && entry.Commit is { } early)
        {
            entry = entry with { Commit = early with { State = CommitState.Applied } };
        }

        inner.Append(entry);
        if (omitted == Omission.CommitFirst && entry.Commit is { State: CommitState.Pending } commit)
        {
            disk.ShowEarly(paths.SwapOf(commit.Number));
        }

        if (_appended == CommitState.Pending)
        {
            disk.IsBeforeCommit = true;
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
            inner.Commit(durable && !ForgetsToFlush());
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
        if (!ForgetsToMakeSure())
        {
            inner.Checkpoint();
        }
    }

    public void Dispose() => inner.Dispose();

    private CommitRecord Forgetting(CommitRecord last) => (omitted, last.State) switch
    {
        (Omission.Recovery, _) => last with { State = CommitState.Applied },
        (Omission.CatchingUp, CommitState.Applied) => last with { NewHash = disk.HashOf(paths.Board) ?? last.NewHash },
        (Omission.RecoveryHash, CommitState.Pending) => last with { NewHash = disk.HashOf(paths.SwapOf(last.Number)) ?? last.NewHash },
        _ => last,
    };

    private bool ForgetsToFlush() => omitted switch
    {
        Omission.CommitFlush => true,
        Omission.CommitPointFlush => _appended == CommitState.Pending,
        Omission.CatchUpFlush => _appended == CommitState.Applied,
        _ => false,
    };

    /// <summary>A commit in doubt is looked for by its number alone; at the end of a turn the connection is new; recovery, which is not left out, asks for the head.</summary>
    private bool ForgetsToMakeSure() => omitted switch
    {
        Omission.MakingSure => true,
        Omission.MakingSureInDoubt => _wasBegun && !_wasAskedForHead,
        Omission.MakingSureInTheEnd => !_wasBegun,
        Omission.MakingSureOfTheDead => _wasOfBrokenLocks,
        _ => false,
    };
}
