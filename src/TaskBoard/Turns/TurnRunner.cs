using System.Globalization;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.Telemetry;

namespace TaskBoard.Turns;

/// <summary>
/// The one place that knows the order of a turn: lock; finish what a dead writer left; catch up with hand edits; decide what was asked for;
/// commit; exchange; give the turn back. Used by one thread at a time.
/// </summary>
internal sealed partial class TurnRunner
{
    /// <summary>How often a turn recovers, merges or mends before it lets others have a turn; far more than a crash leaves.</summary>
    private const int RoundsPerTurn = 64;

    private readonly TurnSeams _seams;
    private readonly Func<TurnTerms?, TurnTerms> _agree;
    private readonly BoardPaths _paths;
    private readonly BoardFile _file;
    private readonly JournalConnection _journals;
    private readonly SwapFiles _swap;
    private readonly BrokenLockRecords _brokenLocks;
    private readonly BoardObserver? _observer;
    private TurnTerms? _terms;
    private TurnTerms? _beside;

    /// <param name="seams">Everything outside of a turn's own logic.</param>
    /// <param name="agree">Asked before each turn what it goes by, with what the one before went by (null: it is the first). What it throws answers all requests.</param>
    /// <param name="paths">Where everything is.</param>
    /// <param name="file">The board.</param>
    /// <param name="observer">Who is told what happens; null: nobody.</param>
    public TurnRunner(TurnSeams seams, Func<TurnTerms?, TurnTerms> agree, BoardPaths paths, BoardFile file, BoardObserver? observer = null)
    {
        (_seams, _agree, _paths, _file, _observer) = (seams, agree, paths, file, observer);
        _journals = new JournalConnection(seams, paths, () => Settings);
        _swap = new SwapFiles(seams.Disk, paths, () => Settings.Durable, seams.Processes.Pause);
        _brokenLocks = new BrokenLockRecords(seams.Disk, paths, seams.Clock);
    }

    private TurnSettings Settings => (_terms ?? _beside)!.Settings;

    /// <summary>What answers signs of life, by the same connection to the history as turns, and beside them.</summary>
    /// <param name="agree">Asked before each what it goes by; its lock is another than that of turns, which may be waiting for a script at the same time.</param>
    public HeartbeatRunner Heartbeats(Func<TurnTerms?, TurnTerms> agree) => new(_seams, before => _beside = agree(before), _paths, _file, _journals);

    /// <summary>Takes a turn and answers every request. With none, only recovers and catches up.</summary>
    /// <param name="agent">The name under which the lock is held.</param>
    /// <param name="requests">What is asked, in order; each sees the state that the one before it left.</param>
    /// <param name="cancellationToken">Gives up waiting for the turn.</param>
    /// <param name="since">When the first of them was asked, by <see cref="IProcesses.SinceBoot"/>: waiting for the turn counts from then; null: now.</param>
    /// <exception cref="BoardException">The turn could not be taken, or the board could not be read: this answers all requests.</exception>
    public IReadOnlyList<TurnAnswer> Run(string agent, IReadOnlyList<TurnRequest> requests, CancellationToken cancellationToken, TimeSpan? since = null)
    {
        _terms = _agree(_terms);
        var held = _terms.Lock.TakeTurn(agent, cancellationToken, since);
        IReadOnlyList<TurnAnswer> answers;
        using (held)
        using (_journals.TakeWhileLocked())
        {
            answers = RunHeld(held, requests);
        }

        return held.WasLost ? [.. answers.Select(a => a.Warned(LockMessages.TakenAway(_paths)))] : answers;
    }

    /// <summary>
    /// Closes the connection to the history, under <c>commit.lock</c>. Where that cannot be had the connection is left to the end of the
    /// process: everything it did is committed, and an error here would turn true answers into failures.
    /// </summary>
    public void Close(CancellationToken cancellationToken)
    {
        try
        {
            using var held = (_terms ?? _beside)?.Lock.TakeCommitLock(cancellationToken);
            using var use = _journals.TakeWhileLocked();
            _journals.CloseWhileLocked();
        }
        catch (Exception e) when (e is BoardException or DiskException)
        {
            // As said above.
        }
    }

    private IReadOnlyList<TurnAnswer> RunHeld(HeldTurn held, IReadOnlyList<TurnRequest> requests)
    {
        var committer = new Committer(_seams, _paths, Settings, _file, _journals, _swap, held)
        {
            Editor = requests is [{ Editor: { } editor }] ? editor : null,
            Observer = _observer,
        };
        try
        {
            SetAsideWhileLocked(requests);
            RepairRowsWhileLocked(committer, requests);
            var answers = RunWhileLocked(committer, requests);
            return (committer.BeganAnew ? BegunAnew(_paths) : committer.LostEnd) is { } lost ? [.. answers.Select(a => a.Warned(lost))] : answers;
        }
        catch (JournalInDoubtException e)
        {
            committer.Rollback();
            throw JournalFaults.InDoubt(_paths.History, e, "Nothing of this attempt was recorded; repeat it.");
        }
        catch (Exception e) when (JournalFaults.IsForeign(e))
        {
            committer.Rollback();
            throw JournalFaults.Foreign(_paths.History, e);
        }
        catch (Exception e) when (e is DiskException or HistoryDamagedException)
        {
            // What was passing trouble may stay with a connection (SQLite opens for reading only where opening for writing failed, and keeps
            // what it could not read): the next turn begins with a new one.
            committer.Rollback();
            _journals.CloseWhileLocked();
            throw;
        }
        catch
        {
            // No transaction outlives its turn, or everybody else would wait for it.
            committer.Rollback();
            throw;
        }
        finally
        {
            // A disk that goes on failing: whoever comes next must make sure before building upon it, as after one who died.
            if (!_journals.MendWhileLocked())
            {
                held.LeaveBehind();
            }
        }
    }

    private static string BegunAnew(BoardPaths paths) =>
        $"The history in {paths.Private} was gone and has been begun anew with what tasks.json held: what was recorded before is not in it. If there is a copy of that "
        + "directory, compare it before more is recorded here.";

    private IReadOnlyList<TurnAnswer> RunWhileLocked(Committer committer, IReadOnlyList<TurnRequest> requests)
    {
        DemandCommits(committer.Begin());

        // First of all: whatever the board is like, this has happened.
        _brokenLocks.RecordWhileLocked(committer);
        FoundBoard found;
        try
        {
            found = SettleWhileLocked(committer);
        }
        catch (BoardInDoubtException e) when (requests.Count > 0)
        {
            return UnshownChange.Answers(committer, _paths, requests, e);
        }
        catch (BoardException e) when (e is BoardUnreadableException or BoardMissingException && requests.Any(r => r.Rewrites))
        {
            return RewriteWhileLocked(committer, requests, e);
        }

        if (requests.Count == 0)
        {
            committer.Rollback();
            return [];
        }

        try
        {
            var decided = new Decider(committer, _seams, Settings.Rules, found.Text).Decide(requests);
            if (decided.Text is { } text)
            {
                var number = committer.NextCommit;
                var events = committer.Commit(found, text, decided.Writing);
                var merged = committer.IsMarked ? Afterwards(committer, number, found) : null;
                return Told(committer, decided, merged ?? text, events);
            }

            if (decided.Writing.IsEmpty)
            {
                committer.Rollback();
            }
            else
            {
                WriteAside(committer, decided.Writing);
            }

            return Told(committer, decided, found.Text, []);
        }
        catch
        {
            committer.Rollback();
            throw;
        }
    }

    private static void WriteAside(Committer committer, Writing writing)
    {
        var revision = committer.Head.LastRevision;
        try
        {
            committer.WriteAside(writing);
        }
        catch (JournalInDoubtException e)
        {
            committer.Rollback();
            throw new BoardInDoubtException(
                revision, $"{e.Message} The board is as it was; whether the sign of life was recorded shows when it is repeated.", e);
        }
    }

    /// <summary>
    /// What is due after a change has happened: look at what came out of the exchange, keep the log small. What goes wrong here is left to
    /// the next turn and does not turn an answer that is true into an error.
    /// </summary>
    private BoardText? Afterwards(Committer committer, long commit, FoundBoard found)
    {
        try
        {
            var merged = new DisplacedSaves(committer, _seams, _paths, _file, _swap).SettleAfterExchange(commit, found);
            _journals.TidyWhileLocked();
            return merged;
        }
        catch (Exception e) when (e is BoardException or DiskException or JournalInDoubtException)
        {
            _journals.CloseWhileLocked();
            return null;
        }
    }

    /// <summary>
    /// Brings history and file together: what a dead writer left, what was saved into files that we displaced, and hand edits. Leaves a
    /// transaction open in which the file that it answers is the one of the last commit.
    /// </summary>
    private FoundBoard SettleWhileLocked(Committer committer)
    {
        _swap.Demand();
        var recovery = new Recovery(committer, _seams, _paths, _file, _swap);
        var displaced = new DisplacedSaves(committer, _seams, _paths, _file, _swap);
        var catchUp = new CatchUp(committer, _seams);
        for (var round = 0; ; round++)
        {
            if (round == RoundsPerTurn)
            {
                throw new BoardLockedException(
                    $"{_paths.Board} is being rewritten again and again by a program that takes no turns. Everything it wrote is recorded; stop it, or repeat later.", _paths.Board);
            }

            var head = committer.Begin();
            try
            {
                if (head.LastCommit is { State: CommitState.Pending } pending)
                {
                    if (!displaced.TellOfALostEnd())
                    {
                        recovery.Finish(pending);
                    }

                    continue;
                }

                if (displaced.SettleNext())
                {
                    continue;
                }

                var found = _file.Read() ?? throw Missing(head);
                if (found.Hash == head.LastCommit?.NewHash)
                {
                    return found;
                }

                if (catchUp.Record(found))
                {
                    continue;
                }

                committer.Begin();
                return found;
            }
            catch
            {
                committer.Rollback();
                throw;
            }
        }
    }

    /// <summary>Refuses to go on where commits are missing: their revisions would be given out again.</summary>
    private static void DemandCommits(JournalHead head)
    {
        if (head.EventsTo > head.LastRevision)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"its events go to revision {head.EventsTo}, and its commits to {head.LastRevision}. 'taskboard repair' mends a commit that was changed; one that is missing it cannot: put a backup in its place, or move it aside, so that a new one begins with what is in tasks.json"));
        }
    }

    private BoardException Missing(JournalHead head) => head.LastCommit is null
        ? new BoardNotFoundException(_paths.Directory)
        : new BoardMissingException(_paths.Board, head.LastRevision);
}
