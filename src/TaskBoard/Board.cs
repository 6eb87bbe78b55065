using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.Settings;
using TaskBoard.Telemetry;
using TaskBoard.Turns;

namespace TaskBoard;

/// <summary>
/// A board in a directory: <c>tasks.json</c>, guarded by <c>tasks.lock</c>, with its history in <c>.taskboard</c>. Safe for use by many
/// threads; changes asked for at once share a turn.
/// </summary>
public sealed partial class Board : ITaskBoard, IAsyncDisposable
{
    private readonly BoardOptions _options;
    private readonly TurnSeams _seams;
    private readonly BoardPaths _paths;
    private readonly SettingsFile _settings;
    private readonly BoardFile _file;
    private readonly Lock _starting = new();
    private BoardEngine? _engine;
    private readonly LivingClaims _living = new();
    private readonly ChangeAnnouncer _changed = new();
    private readonly BoardObserver? _observer;

    /// <summary>A board over parts chosen by the caller: the real machine, or what tests put in its place.</summary>
    internal Board(BoardOptions options, TurnSeams seams, BoardPaths paths, SettingsFile? settings = null)
    {
        (_options, _seams, _paths) = (options, seams, paths);
        _settings = settings ?? new SettingsFile(seams.Disk, paths, options, options.TimeProvider, seams.Processes.Pause);
        _observer = BoardObserver.For(options);
        _file = new BoardFile(seams.Disk, paths, Limits, options.TimeProvider, seams.Processes.Pause);
        History = new BoardHistory(OpenReader, () => seams.Disk.Read(paths.Board)?.Bytes, Limits, paths.Board, static e => DiskErrors.Translate(e, reading: true), options.TimeProvider)
        {
            Path = paths.History,
            IsGone = HistoryIsGone,
            EndIsLost = LookForALostEnd,
        };
        Monitor = new BoardMonitor(this, seams, paths, _settings, _changed, _observer);
    }

    /// <summary>The directory that holds <c>tasks.json</c> (of a symbolic link: where the file is).</summary>
    public string Directory => _paths.Directory;

    /// <summary>How the directory is treated. Asking for it runs the self-test, which writes in <c>.taskboard</c>.</summary>
    public BoardMode Mode => AtTheEdge(() => Engine.Mode);

    /// <summary>The history.</summary>
    public BoardHistory History { get; }

    /// <summary>What changes the board, begun when it is first needed: reading alone writes nothing. A start that failed is tried again.</summary>
    private BoardEngine Engine
    {
        get
        {
            lock (_starting)
            {
                return _engine ??= BoardEngine.Start(_seams, _paths, _settings, _file);
            }
        }
    }

    /// <summary>Lets changes that were asked for finish, and closes the history.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Volatile.Read(ref _engine) is { } engine)
        {
            try
            {
                await engine.CloseAsync().ConfigureAwait(false);
            }
            catch (DiskException e)
            {
                throw DiskErrors.Translate(e);
            }
        }

        (_seams.Journals as IDisposable)?.Dispose();
    }

    /// <inheritdoc/>
    public Task<BoardSnapshot> ReadAsync(CancellationToken cancellationToken = default) => Task.Run(
        () => Reading(() =>
        {
            try
            {
                return _file.Read()?.Text.ToSnapshot() ?? LastGood(new BoardNotFoundException(Directory), cancellationToken);
            }
            catch (DiskException e)
            {
                return LastGood(DiskErrors.Translate(e, reading: true), cancellationToken);
            }
            catch (Exception e) when (e is BoardUnreadableException or BoardTooLargeException)
            {
                return LastGood((BoardException)e, cancellationToken);
            }
        }),
        cancellationToken);

    /// <summary>What the file held when it could last be read, with what is wrong with it now.</summary>
    private BoardSnapshot LastGood(BoardException problem, CancellationToken cancellationToken)
    {
        using var reader = ReaderFor(problem, cancellationToken);
        if (reader?.Head() is not { LastCommit: not null } head)
        {
            throw problem;
        }

        var content = reader.Mirror().Content;
        if (problem is BoardNotFoundException)
        {
            problem = new BoardMissingException(_paths.Board, head.LastRevision);
        }

        return new BoardSnapshot
        {
            Tasks = content.Tasks.Select(t => t.Item).ToValueList(),
            Content = content,
            Readable = false,
            Revision = head.LastRevision,
            Problems = problem is BoardUnreadableException { Problems: var problems } ? problems : [new BoardProblem(0, 0, problem.Message)],
        };
    }

    /// <summary>The history, asked because of a problem with the file; where it cannot be read either, the file's problem is the one to report.</summary>
    private IHistoryReader? ReaderFor(BoardException problem, CancellationToken cancellationToken)
    {
        try
        {
            return OpenReader(cancellationToken);
        }
        catch (Exception e) when (e is DiskException or HistoryDamagedException or HistoryTooNewException)
        {
            throw problem;
        }
    }

    private BoardLimits Limits()
    {
        var now = _settings.ReadOrKeep().Options;
        return new BoardLimits(now.MaxFileBytes, now.MaxDepth);
    }

    // Not by way of the engine: whoever may only read cannot run the self-test.
    private IHistoryReader? OpenReader(CancellationToken cancellationToken) =>
        _seams.Journals.Exists ? BoardEngine.OpenReader(_seams, _paths, _options, cancellationToken) : null;

    private Func<CommitRecord?, string?> LookForALostEnd()
    {
        var swap = new SwapFiles(_seams.Disk, _paths, static () => false, _seams.Processes.Pause);
        var displaced = swap.Newest(swap.All());
        var hash = displaced.Count == 0 ? null : _file.HashIfReadable();
        return last => LostHistory.EndAfter(last, displaced, hash);
    }

    // Asked where none could be read. Looked for again after the sign of it: somebody may have begun the first history in between.
    private bool HistoryIsGone()
    {
        if (!LostHistory.IsGone(exists: false, wasOpen: false, _seams.Disk.Stat(_paths.Swap) is not null))
        {
            return false;
        }

        using var reader = OpenReader(CancellationToken.None);
        return reader is null;
    }
}
