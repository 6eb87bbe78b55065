using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.Rules;
using TaskBoard.Telemetry;

namespace TaskBoard.Turns;

/// <summary>The parts behind one open board that changes it, put together. Safe for use by many threads.</summary>
internal sealed class BoardEngine
{
    private readonly TurnSeams _seams;
    private readonly BoardPaths _paths;
    private readonly BoardOptions _options;
    private readonly TurnRunner _runner;
    private readonly TurnQueue _queue;
    private readonly BrokenLocks _broken;
    private readonly BoardObserver? _observer;

    private BoardEngine(TurnSeams seams, BoardPaths paths, BoardOptions options, BoardFile file, BoardMode mode)
    {
        (_seams, _paths, _options, Mode) = (seams, paths, options, mode);
        _observer = BoardObserver.For(options);
        _runner = new TurnRunner(seams, NewLock(), paths, SettingsOf(options), file, _observer);
        _broken = new BrokenLocks(seams.Disk, paths, seams.Clock);
        _queue = new TurnQueue(
            (requests, since, token) => _runner.Run(requests[0].By.Agent, requests, token, since), seams.Processes, options.LockTimeout);
    }

    /// <summary>How the directory is treated.</summary>
    public BoardMode Mode { get; }

    /// <summary>
    /// Makes what is needed to change a board: <c>.taskboard</c> with its own <c>.gitignore</c>, and the self-test that decides the mode.
    /// </summary>
    public static BoardEngine Start(TurnSeams seams, BoardPaths paths, BoardOptions options, BoardFile file)
    {
        PlaceTest.RequireSafe(seams.Disk, paths);
        PrivateDirectory.Make(seams.Disk, paths);
        var mode = PlaceTest.Run(seams.Disk, seams.Processes, paths);
        BoardLog.ModeFound(options.Logger, paths.Directory, mode);
        return new BoardEngine(seams, paths, options, file, mode);
    }

    /// <summary>The settings of turns that these options mean.</summary>
    public static TurnSettings SettingsOf(BoardOptions options) => new(
        options.Durability == Durability.Flushed,
        options.LockTimeout,
        new BoardLimits(options.MaxFileBytes, options.MaxDepth),
        new BoardSettings(options.Lease, options.MaxAttempts, options.RetryDelay, options.RetryMaxDelay, options.HistoryKept));

    /// <summary>Asks for a change; the answer comes when its turn is over.</summary>
    public Task<TurnAnswer> AskAsync(TurnRequest request) => _queue.EnqueueAsync(request);

    /// <summary>A lock object of one's own: each is used by one thread at a time.</summary>
    public TurnLock NewLock() => NewLock(_seams, _paths, _options, Mode, _observer);

    /// <summary>Whether the breaking of a lock is not on record yet; every turn puts what it finds so on record.</summary>
    public bool IsUnrecorded(BrokenLock broken) => _broken.IsNoted(broken);

    /// <summary>
    /// Opens the history for reading; null: there is none. Opening and closing take <c>commit.lock</c> for a moment, reading does not. What is looked at
    /// in that moment belongs to what the reader sees: nobody changes the board through TaskBoard meanwhile.
    /// </summary>
    public static IHistoryReader? OpenReader(
        TurnSeams seams, BoardPaths paths, BoardOptions options, CancellationToken cancellationToken, Action? lookWhileLocked = null)
    {
        using (TakeCommitLock(cancellationToken))
        {
            lookWhileLocked?.Invoke();
            return seams.Journals.OpenReader() is { } reader
                ? new ReaderClosedUnderLock(reader, () => TakeCommitLock(CancellationToken.None))
                : null;
        }

        // The mode says how other people's locks are judged, which nobody does here.
        IDisposable TakeCommitLock(CancellationToken token) => NewLock(seams, paths, options, BoardMode.Local).TakeCommitLock(token);
    }

    /// <summary>Lets what is queued finish, and closes the history.</summary>
    public async Task CloseAsync()
    {
        await _queue.CloseAsync().ConfigureAwait(false);
        await Task.Run(() => _runner.Close(CancellationToken.None)).ConfigureAwait(false);
    }

    private static TurnLock NewLock(TurnSeams seams, BoardPaths paths, BoardOptions options, BoardMode mode, BoardObserver? observer = null) => new(
        seams.Disk,
        seams.Processes,
        paths,
        new TurnLockSettings(options.LockTimeout, options.StaleLockTimeout, mode, options.HeldLock),
        options.RandomBytes,
        options.TimeProvider,
        observer);
}
