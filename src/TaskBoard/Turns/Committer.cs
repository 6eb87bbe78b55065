using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.Rules;
using TaskBoard.Telemetry;

namespace TaskBoard.Turns;

/// <summary>
/// The one place where a change becomes real: the new file is written beside, everything is recorded as pending and committed (the commit
/// point), the files are exchanged, and the commit is marked as applied. Lives for one turn.
/// </summary>
internal sealed partial class Committer(
    TurnSeams seams, BoardPaths paths, TurnSettings settings, BoardFile file, JournalConnection journals, SwapFiles swap, HeldTurn held)
{
    private readonly JournalTransaction _transaction = new(paths, journals);

    /// <inheritdoc cref="JournalTransaction.Head"/>
    public JournalHead Head => _transaction.Head;

    /// <inheritdoc cref="JournalTransaction.Journal"/>
    public IJournal Journal => _transaction.Journal;

    /// <summary>Whether the last commit that was shown is marked as applied; where not, the next turn does it.</summary>
    public bool IsMarked { get; private set; }

    /// <summary>The revision that the board is at, as far as this turn has come.</summary>
    public long LastRevision { get; private set; }

    /// <summary>The next revision.</summary>
    public long NextRevision => Head.LastRevision + 1;

    /// <summary>The number of the next commit.</summary>
    public long NextCommit => (Head.LastCommit?.Number ?? 0) + 1;

    /// <summary>Whether this history says that it was begun anew, and holds no state of the file yet.</summary>
    public bool IsBegunAnew => Head is { LastCommit: null, LastSequence: > 0 } && Journal.EventsOf(0, 0).Any(e => e.Event == BoardEventKind.HistoryRebuilt);

    /// <summary>Who made the hand edits that this turn meets; null: not known.</summary>
    public string? Editor { get; init; }

    /// <summary>Who is told what was committed; null: nobody.</summary>
    public BoardObserver? Observer { get; init; }

    /// <summary>Whether this turn began the history anew, because the one before was lost.</summary>
    public bool BeganAnew { get; private set; }

    /// <summary>What this turn found, and put on record, of commits that the history has lost; null: nothing.</summary>
    public string? LostEnd { get; set; }

    /// <summary>The guard's notes of finished work that hand edits removed.</summary>
    public RemovalNotes Removals { get; } = new(seams.Disk, paths);

    /// <summary>Whether what is acknowledged survives a power cut.</summary>
    public bool IsDurable => settings.Durable;

    /// <summary>How long a claim lives whose own length is not known.</summary>
    public TimeSpan Lease => settings.Rules.Lease;

    /// <summary>How long a claim may live at most; null: as long as signs of life come.</summary>
    public TimeSpan? MaxRun => settings.Rules.MaxRun;

    /// <summary>The wall clock.</summary>
    public DateTimeOffset Now => seams.Clock.GetUtcNow();

    /// <summary>When a file was saved, as far as its stamp tells: not in the future.</summary>
    public DateTimeOffset SavedAt(FileStamp stamp) => new(Math.Min(stamp.Modified, Now.UtcTicks), TimeSpan.Zero);

    /// <summary>
    /// Begins a transaction and looks where the history stands. One that takes the place of a lost one says so before anything else: at once,
    /// because this turn may come to nothing more, and later ones cannot know.
    /// </summary>
    public JournalHead Begin()
    {
        BeginUnread();
        LastRevision = Head.LastRevision;
        return Head;
    }

    private void BeginUnread()
    {
        if (!_transaction.IsOpen)
        {
            _transaction.Begin();
            if (journals.LostHistory && Head.LastSequence == 0)
            {
                RecordEvent(BoardEventKind.HistoryRebuilt, $"{journals.Loss}: it begins anew with what tasks.json holds");
            }
        }
    }

    /// <summary>Refuses a file that would grow over its limit.</summary>
    public void RefuseTooLarge(long bytes)
    {
        if (bytes > settings.Limits.MaxBytes)
        {
            throw new BoardTooLargeException(paths.Board, bytes, settings.Limits.MaxBytes, wouldBe: true);
        }
    }

    /// <summary>Ends the transaction so that nothing of it happened.</summary>
    public void Rollback() => _transaction.Rollback();

    /// <summary>
    /// Commits a new text of the board in place of the one that was found, and exchanges the files. After it the transaction is ended and
    /// the change has happened, whatever may still be thrown.
    /// </summary>
    /// <returns>The events that were recorded.</returns>
    public IReadOnlyList<BoardEvent> Commit(FoundBoard found, BoardText text, Writing writing)
    {
        RefuseTooLarge(text.Length);
        var began = Observer is null ? 0 : seams.Clock.GetTimestamp();

        // Found out now, because at the exchange the change would have happened already.
        FileStamp? there = found.IsMissing ? null : found.Stamp;
        if (there is { } stamp)
        {
            ReplaceableFile.Require(seams.Disk, paths, stamp);
        }

        var number = NextCommit;
        FileStamp fresh;
        string hash;
        bool telling;
        try
        {
            (fresh, hash, telling) = swap.Write(number, text, there);
        }
        catch
        {
            swap.Discard(number);
            throw;
        }

        IReadOnlyList<BoardEvent> events;
        try
        {
            events = Append(Record(number, found.Hash, hash, CommitState.Pending, writing), writing);
            if (!held.IsOurs())
            {
                throw new BoardLockLostException(
                    $"{paths.Lock} was taken away while {held.Nonce} held it; nothing was changed. Look who deletes locks ('taskboard lock show'), then repeat.",
                    paths.Lock);
            }
        }
        catch
        {
            Rollback();
            swap.Discard(number);
            throw;
        }

        var revision = Head.LastRevision + RevisionsIn(writing);
        try
        {
            _transaction.CommitForSure(settings.Durable, number, revision, hash);
        }
        catch (Exception e) when (e is DiskException or BoardLockedException or JournalInDoubtException)
        {
            swap.Discard(number);
            throw;
        }

        LastRevision = revision;
        Show(number, revision);
        file.Remember(new FoundBoard(text, hash, fresh, young: !telling, ours: telling));
        Observer?.Committed(seams.Clock.GetElapsedTime(began), events);
        return events;
    }

    /// <summary>Records a state that the file already has: a hand edit. Ends the transaction.</summary>
    public void CommitFound(FoundBoard found, Writing writing)
    {
        var last = Head.LastCommit;
        var events = Append(Record(NextCommit, last?.NewHash ?? BoardFile.HashOf([]), found.Hash, CommitState.Applied, writing), writing);
        _transaction.Commit(settings.Durable);
        Observer?.Recorded(events);
    }

    /// <summary>Writes down what does not change the file (leases, events of locks). Ends the transaction.</summary>
    public void WriteAside(Writing writing)
    {
        var events = Append(null, writing);
        _transaction.Commit(settings.Durable);
        Observer?.Recorded(events);
    }

    /// <summary>Records an event of a lock or the like beside the board, in a transaction of its own, and begins the next one.</summary>
    public void RecordEvent(string kind, string details)
    {
        var writing = new Writing();
        writing.Events.Add(new EventDraft(Head.LastRevision, Now, null, kind, null, BoardEventSource.Monitor, details, null));
        WriteAside(writing);
        Begin();
    }

    /// <summary>
    /// Marks a commit whose file was exchanged. Not made durable: a power cut then only makes recovery look at it again. Ends the transaction.
    /// </summary>
    public void MarkApplied(long number)
    {
        BeginUnread();
        Journal.SetState(number, CommitState.Applied);
        _transaction.Commit(durable: false);
    }

    /// <summary>
    /// Makes sure of what a turn that died left behind, before anything is built upon it, and ends the transaction: what can be read is not yet
    /// what survives a power cut, where flushing it may have failed.
    /// </summary>
    public void MakeSure()
    {
        Rollback();
        journals.CheckpointWhileLocked();
    }

    /// <summary>Exchanges the file of a committed change with the board's and marks it. An error here takes nothing back: the next turn finishes it.</summary>
    public void Show(long number, long revision)
    {
        IsMarked = false;
        try
        {
            swap.Exchange(number);
        }
        catch (Exception e) when (e is DiskException or NotSupportedException)
        {
            Rollback();
            throw new BoardInDoubtException(
                revision,
                $"Revision {revision} is recorded, but {paths.Board} could not be brought up to date yet ({e.Message}). The next turn finishes it; "
                + "repeat with the same request key to have the answer.",
                e);
        }

        try
        {
            MarkApplied(number);
            IsMarked = true;
        }
        catch (Exception e) when (e is DiskException or BoardException or JournalInDoubtException)
        {
            // Recorded and shown: it has happened, and saying anything else would be untrue. The next turn finds it pending and marks it.
            Rollback();
            journals.CloseWhileLocked();
        }
    }

    private long RevisionsIn(Writing writing) => writing.Events.Count == 0 ? 0 : writing.Events.Max(e => e.Revision) - Head.LastRevision;

    private CommitRecord Record(long number, string from, string to, CommitState state, Writing writing)
    {
        // Events of agents may come along that carry the revision before: they change nothing on the board.
        var revisions = RevisionsIn(writing);
        return new CommitRecord(
            number,
            revisions > 0 ? Head.LastRevision + 1 : null,
            revisions > 0 ? Head.LastRevision + revisions : null,
            from,
            to,
            state,
            Now);
    }

    private IReadOnlyList<BoardEvent> Append(CommitRecord? commit, Writing writing)
    {
        var events = EventChain.Seal(Head, writing.Events, Now);
        Journal.Append(new JournalEntry(commit, events, writing.Mirror, writing.Requests, writing.Leases, writing.Attempts) { Agents = writing.Agents.Values, Personas = writing.Personas });
        BeganAnew |= events.Any(e => e.Event == BoardEventKind.HistoryRebuilt);
        if (writing.AlsoApplied is { } done)
        {
            Journal.SetState(done, CommitState.Applied);
        }

        return events;
    }
}
