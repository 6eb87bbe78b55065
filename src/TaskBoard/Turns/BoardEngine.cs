using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.Rules;
using TaskBoard.Settings;
using TaskBoard.Telemetry;

namespace TaskBoard.Turns;

/// <summary>The parts behind one open board that changes it, put together. Safe for use by many threads.</summary>
internal sealed class BoardEngine
{
    private readonly TurnSeams _seams;
    private readonly BoardPaths _paths;
    private readonly SettingsFile _settings;
    private readonly TurnRunner _runner;
    private readonly TurnQueue _queue;
    private readonly TurnQueue _heartbeats;
    private readonly BrokenLocks _broken;
    private readonly BoardObserver? _observer;

    private BoardEngine(TurnSeams seams, BoardPaths paths, SettingsFile settings, BoardFile file, BoardMode mode)
    {
        (_seams, _paths, _settings, Mode) = (seams, paths, settings, mode);
        _observer = BoardObserver.For(settings.Current.Options);
        _runner = new TurnRunner(seams, Terms, paths, file, _observer);
        _broken = new BrokenLocks(seams.Disk, paths, seams.Clock);
        _queue = new TurnQueue(
            (requests, since, token) => _runner.Run(requests[0].By.Agent, requests, token, since), seams.Processes, settings.Current.Options.LockTimeout);
        var heartbeats = _runner.Heartbeats(TermsBeside);
        _heartbeats = new TurnQueue((requests, since, token) => heartbeats.Run(requests, token, since), seams.Processes, settings.Current.Options.LockTimeout);
    }

    /// <summary>How the directory is treated.</summary>
    public BoardMode Mode { get; }

    /// <summary>
    /// Makes what is needed to change a board: <c>.taskboard</c> with its own <c>.gitignore</c>, and the self-test that decides the mode.
    /// </summary>
    public static BoardEngine Start(TurnSeams seams, BoardPaths paths, SettingsFile settings, BoardFile file)
    {
        PlaceTest.RequireSafe(seams.Disk, paths);
        PrivateDirectory.Make(seams.Disk, paths);
        var mode = PlaceTest.Run(seams.Disk, seams.Processes, paths);
        BoardLog.ModeFound(settings.Current.Options.Logger, paths.Directory, mode);
        return new BoardEngine(seams, paths, settings, file, mode);
    }

    /// <summary>The settings of turns that these options mean.</summary>
    public static TurnSettings SettingsOf(BoardOptions options) => new(
        options.Durability == Durability.Flushed,
        options.LockTimeout,
        new BoardLimits(options.MaxFileBytes, options.MaxDepth),
        RulesOf(options));

    /// <summary>What rules need of these options.</summary>
    public static BoardSettings RulesOf(BoardOptions options) => new(
        options.Lease, options.MaxAttempts, options.RetryDelay, options.RetryMaxDelay, options.HistoryKept, options.MaxRun)
    {
        AgentTimeout = options.AgentTimeout,
        ClaimOrder = options.ClaimOrder,
        ClearAssignedTo = options.ClearAssignedTo,
        RequireEvidence = options.RequireEvidence,
    };

    /// <summary>Asks for a change; the answer comes when its turn is over.</summary>
    public Task<TurnAnswer> AskAsync(TurnRequest request) => _queue.EnqueueAsync(request);

    /// <summary>
    /// Asks for what is a sign of life: beside the turns, in a queue of its own, because a turn may be waiting long for a script. Only where it is not
    /// as simple as that (the claim does not seem to be the present one, or somebody died in the middle of a change) a turn finds out.
    /// </summary>
    public async Task<TurnAnswer> BeatAsync(TurnRequest request)
    {
        var answer = await _heartbeats.EnqueueAsync(request).ConfigureAwait(false);
        return answer.NeedsTurn ? await AskAsync(request).ConfigureAwait(false) : answer;
    }

    /// <summary>A lock object of one's own: each is used by one thread at a time.</summary>
    public TurnLock NewLock() => NewLock(_seams, _paths, _settings.ReadOrKeep().Options, Mode, _observer);

    /// <summary>Whether the breaking of a lock is not on record yet; every turn puts what it finds so on record.</summary>
    public bool IsUnrecorded(BrokenLock broken) => _broken.IsNoted(broken);

    /// <summary>
    /// Opens the history for reading; null: there is none. Opening and closing take <c>commit.lock</c> for a moment, reading does not. What is looked at
    /// in that moment belongs to what the reader sees: nobody changes the board through TaskBoard meanwhile.
    /// </summary>
    public static IHistoryReader? OpenReader(
        TurnSeams seams, BoardPaths paths, BoardOptions options, CancellationToken cancellationToken, Action? lookWhileLocked = null)
    {
        using (TakeCommitLock(seams, paths, options, cancellationToken))
        {
            lookWhileLocked?.Invoke();
            return seams.Journals.OpenReader() is { } reader
                ? new ReaderClosedUnderLock(reader, () => TakeCommitLock(seams, paths, options, CancellationToken.None))
                : null;
        }
    }

    /// <summary>Takes only <c>commit.lock</c>. The mode says how other people's locks are judged, which nobody does here.</summary>
    public static IDisposable TakeCommitLock(TurnSeams seams, BoardPaths paths, BoardOptions options, CancellationToken cancellationToken)
    {
        // Readers come here without the self-test: they, too, make a lock file where it is missing, and follow no link to do so.
        PlaceTest.RequireDirectory(seams.Disk, paths);
        return NewLock(seams, paths, options, BoardMode.Local).TakeCommitLock(cancellationToken);
    }

    /// <summary>Lets what is queued finish, and closes the history.</summary>
    public async Task CloseAsync()
    {
        await _heartbeats.CloseAsync().ConfigureAwait(false);
        await _queue.CloseAsync().ConfigureAwait(false);
        await Task.Run(() => _runner.Close(CancellationToken.None)).ConfigureAwait(false);
    }

    /// <summary>What the next turn goes by. Where nothing was changed in the settings, it goes by the terms of the one before.</summary>
    private TurnTerms Terms(TurnTerms? before) => Terms(before, _settings.Read().Options);

    /// <summary>The same for signs of life, which settings that cannot be read do not stop.</summary>
    private TurnTerms TermsBeside(TurnTerms? before) => Terms(before, _settings.ReadOrKeep().Options);

    private TurnTerms Terms(TurnTerms? before, BoardOptions options) => before is { Options: var last } && ReferenceEquals(last, options)
        ? before
        : new TurnTerms(options, NewLock(_seams, _paths, options, Mode, _observer), SettingsOf(options));

    private static TurnLock NewLock(TurnSeams seams, BoardPaths paths, BoardOptions options, BoardMode mode, BoardObserver? observer = null) => new(
        seams.Disk,
        seams.Processes,
        paths,
        new TurnLockSettings(options.LockTimeout, options.StaleLockTimeout, mode, options.HeldLock),
        options.RandomBytes,
        options.TimeProvider,
        observer);
}
