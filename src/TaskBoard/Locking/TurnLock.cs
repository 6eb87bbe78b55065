using System.Text;
using TaskBoard.Files;
using TaskBoard.Telemetry;

namespace TaskBoard.Locking;

/// <summary>Takes the turn at a board: gate, <c>commit.lock</c>, <c>tasks.lock</c>, in this order. One per board and process; keeps nothing between calls.</summary>
/// <remarks>
/// Three files order the turns. <c>.taskboard/commit.lock</c> gives real mutual exclusion among TaskBoard processes, <c>gate.lock</c> fairness, and
/// <c>tasks.lock</c> is what everybody sees: it exists while somebody changes the board, says who and since when, and scripts in any
/// language take part by creating it exclusively. A TaskBoard process that dies leaves a <c>tasks.lock</c> on which nobody holds the
/// operating-system lock; the next one sees that, and takes its place. Nobody ever waits for a script while holding <c>commit.lock</c>,
/// because heartbeats need that.
/// </remarks>
internal sealed class TurnLock
{
    // A script that has just begun may be done in a moment; one that takes long is not asked often.
    private static readonly TimeSpan s_scriptLeast = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_scriptMost = TimeSpan.FromMilliseconds(10);

    // Somebody who asks what is the matter does not want to wait for it.
    private static readonly TimeSpan s_showMost = TimeSpan.FromSeconds(1);

    private readonly IDisk _disk;
    private readonly IProcesses _processes;
    private readonly BoardPaths _paths;
    private readonly TurnLockSettings _settings;
    private readonly Action<Memory<byte>> _randomBytes;
    private readonly TimeProvider _clock;
    private readonly CommitLock _commitLock;
    private readonly LockInspector _inspector;
    private readonly LockPublisher _publisher;
    private readonly LockBreaker _breaker;
    private readonly BoardObserver? _observer;

    public TurnLock(
        IDisk disk, IProcesses processes, BoardPaths paths, TurnLockSettings settings, Action<Memory<byte>> randomBytes, TimeProvider clock, BoardObserver? observer = null)
    {
        _observer = observer;
        (_disk, _processes, _paths, _settings, _randomBytes, _clock) = (disk, processes, paths, settings, randomBytes, clock);
        _commitLock = new CommitLock(disk, paths);
        _inspector = new LockInspector(disk, processes, paths, settings, clock);
        _publisher = new LockPublisher(disk, paths);
        _breaker = new LockBreaker(disk, paths, _inspector, _publisher, clock);
    }

    /// <summary>Takes the whole turn. Creates <c>.taskboard</c> and its lock files where they are missing.</summary>
    /// <param name="agent">The name under which the lock is held.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <param name="since">When the caller began to wait, by <see cref="IProcesses.SinceBoot"/>; null: now. There is always one try.</param>
    /// <exception cref="BoardLockedException">Not obtained before the deadline: who holds it, since when, whether that process lives, what to do.</exception>
    public HeldTurn TakeTurn(string agent, CancellationToken cancellationToken, TimeSpan? since = null) =>
        Take(agent, keepCommitLock: true, Wait(cancellationToken, since: since));

    /// <summary>
    /// Takes only the visible <c>tasks.lock</c>, for a caller that edits the board itself or lets a child process do so. Heartbeats, and the
    /// turns of children that know the nonce, go on meanwhile.
    /// </summary>
    /// <exception cref="BoardLockedException">Not obtained before the deadline.</exception>
    public HeldTurn TakeVisibleLock(string agent, CancellationToken cancellationToken) => Take(agent, keepCommitLock: false, Wait(cancellationToken));

    /// <summary>Takes only <c>commit.lock</c> (by way of the gate), for those who change nothing on the board: readers of the history, heartbeats.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <param name="since">When the caller began to wait, by <see cref="IProcesses.SinceBoot"/>; null: now. There is always one try.</param>
    /// <exception cref="BoardLockedException">Not obtained before the deadline.</exception>
    public IDisposable TakeCommitLock(CancellationToken cancellationToken, TimeSpan? since = null) => TakeCommitLock(Wait(cancellationToken, since: since));

    /// <summary>The lock as it is now, judged; null: there is none.</summary>
    public BoardLock? Show(CancellationToken cancellationToken)
    {
        using var commitLock = _commitLock.Take(Wait(cancellationToken, _settings.Timeout < s_showMost ? _settings.Timeout : s_showMost));
        using var sighting = _inspector.Look(_paths.Lock);
        if (sighting is null)
        {
            return null;
        }

        // Without commit.lock there may be another judge; but then somebody has the turn, and this is its lock or will be looked at by it.
        var verdict = commitLock is not null
            ? _inspector.JudgeWhileLocked(sighting)
            : LockVerdict.Alive($"Somebody has the turn at this moment: {_paths.CommitLock} is held by a living process.", proven: false);
        return Describe(sighting, verdict);
    }

    /// <summary>The operator's way to break a lock, by the id that <see cref="Show"/> gave.</summary>
    /// <exception cref="LockNotFoundException">There is no lock.</exception>
    /// <exception cref="LockNotBrokenException">The lock is another one by now, or no lock of this protocol, or its owner is proven alive.</exception>
    public BrokenLock Break(string lockId, string agent, CancellationToken cancellationToken)
    {
        using var commitLock = TakeCommitLock(Wait(cancellationToken));
        _breaker.RecoverWhileLocked();
        using var sighting = _inspector.Look(_paths.Lock) ?? throw new LockNotFoundException($"There is no {_paths.Lock}: nothing to break.", _paths.Lock);
        if (sighting.Id != lockId)
        {
            throw new LockNotBrokenException(
                $"{_paths.Lock} is another lock by now ({sighting.Id}, not {LockEvidence.Short(lockId)}). `taskboard lock show` shows it.", _paths.Lock, sighting.Id);
        }

        var verdict = _inspector.JudgeWhileLocked(sighting);
        if (verdict.Kind == BoardLockVerdict.Foreign || verdict is { Kind: BoardLockVerdict.Alive, IsProven: true })
        {
            throw new LockNotBrokenException($"{_paths.Lock} is not broken. {verdict.Evidence}", _paths.Lock, sighting.Id, verdict.Kind);
        }

        var record = NewRecord(agent, sighting.Id);
        if (_breaker.BreakWhileLocked(sighting, $"Broken by {LockEvidence.Short(agent)} as operator. {verdict.Evidence}", record, byOperator: true) is not var (file, broken))
        {
            throw new LockNotBrokenException(
                $"{_paths.Lock} changed while it was being broken. `taskboard lock show` shows what is there now.", _paths.Lock, sighting.Id);
        }

        Hold(file, record, commitLock: null).Dispose();
        return broken;
    }

    private TurnHold Take(string agent, bool keepCommitLock, LockWait wait)
    {
        try
        {
            var turn = TakeInTime(agent, keepCommitLock, wait);
            _observer?.LockTaken(agent, wait.Lasted);
            return turn;
        }
        catch (BoardLockedException e)
        {
            _observer?.LockNotTaken(agent, wait.Lasted, e);
            throw;
        }
    }

    private TurnHold TakeInTime(string agent, bool keepCommitLock, LockWait wait)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            BoardLockedException obstacle;
            var commitLock = TakeCommitLock(wait);
            try
            {
                if (TryTakeWhileLocked(agent, keepCommitLock ? commitLock : null, wait, out obstacle) is { } turn)
                {
                    commitLock = keepCommitLock ? null : commitLock;
                    return turn;
                }
            }
            finally
            {
                commitLock?.Dispose();
            }

            if (wait.IsOver)
            {
                throw obstacle;
            }

            if (isFirst)
            {
                _observer?.LockAwaited(agent, obstacle);
            }

            var pause = wait.Lasted / 20;
            pause = pause < s_scriptLeast ? s_scriptLeast : pause > s_scriptMost ? s_scriptMost : pause;
            wait.Pause(pause, 3 * pause);
        }
    }

    private TurnHold? TryTakeWhileLocked(string agent, IDisposable? commitLock, LockWait wait, out BoardLockedException obstacle)
    {
        _breaker.RecoverWhileLocked();
        obstacle = LockMessages.NeverFree(_paths, wait.Lasted);
        var sighting = _inspector.Look(_paths.Lock);
        try
        {
            if (sighting is null)
            {
                _inspector.ForgetWhileLocked();
                var ours = NewRecord(agent, breaks: null);
                return _publisher.PublishWhileLocked(ours) is { } published ? Hold(published, ours, commitLock) : null;
            }

            var verdict = _inspector.JudgeWhileLocked(sighting);
            if (verdict.Kind != BoardLockVerdict.Dead)
            {
                if (_settings.HeldLock is { } nonce && sighting is { Record: { } parent, File: { } file } && parent.Nonce == nonce)
                {
                    var under = new TurnHold(_disk, _paths, file, sighting.Stamp, isParents: true, nonce, commitLock);
                    sighting = null;
                    return under;
                }

                obstacle = LockMessages.Locked(_paths, sighting.Record, verdict, wait.Lasted);
                return null;
            }

            var breaking = NewRecord(agent, sighting.Id);
            if (_breaker.BreakWhileLocked(sighting, verdict.Evidence, breaking) is not var (broken, what))
            {
                return null;
            }

            _observer?.LockBroken(agent, what);
            return Hold(broken, breaking, commitLock);
        }
        finally
        {
            sighting?.Dispose();
        }
    }

    private TurnHold Hold(IDiskFile file, LockRecord record, IDisposable? commitLock)
    {
        TurnHold? hold = null;
        try
        {
            return hold = new TurnHold(_disk, _paths, file, file.Stamp(), isParents: false, record.Nonce!, commitLock);
        }
        finally
        {
            if (hold is null)
            {
                file.Dispose();
            }
        }
    }

    private IDisposable TakeCommitLock(LockWait wait)
    {
        if (_commitLock.Take(wait) is { } taken)
        {
            return taken;
        }

        using var holder = _inspector.Look(_paths.Lock);
        throw LockMessages.TurnHeld(_paths, holder?.Record, wait.Lasted);
    }

    private LockRecord NewRecord(string agent, string? breaks)
    {
        var nonce = new byte[16];
        _randomBytes(nonce);
        return LockRecord.Of(_processes.Self, agent, _clock.GetUtcNow(), Convert.ToHexStringLower(nonce), breaks);
    }

    private LockWait Wait(CancellationToken cancellationToken, TimeSpan? timeout = null, TimeSpan? since = null) =>
        new(_processes, timeout ?? _settings.Timeout, _randomBytes, cancellationToken, since);

    private static BoardLock Describe(LockSighting sighting, LockVerdict verdict) => new()
    {
        Id = sighting.Id,
        Agent = sighting.Record?.Agent,
        Since = sighting.Record?.Since,
        Verdict = verdict.Kind,
        Evidence = verdict.Evidence,
        Record = Encoding.UTF8.GetString(sighting.Bytes),
    };
}
