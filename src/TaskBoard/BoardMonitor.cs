using System.Runtime.CompilerServices;
using TaskBoard.Files;
using TaskBoard.Monitoring;
using TaskBoard.Settings;
using TaskBoard.Telemetry;
using TaskBoard.Turns;

namespace TaskBoard;

/// <summary>
/// Looks at a board and reports what is wrong with it: stale locks, leases that ended, a history that is behind or damaged, a backup that is due …
/// (<see cref="MonitorCodes"/>). Asked to repair, it acts on what it is safe to act on; what it changes on the board is on record with the source
/// <c>monitor</c>. Safe for use by many threads, and beside other monitors of the same board.
/// </summary>
public sealed class BoardMonitor
{
    /// <summary>However often a board changes, it is looked at no more often.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly Board _board;
    private readonly TurnSeams _seams;
    private readonly BoardPaths _paths;
    private readonly SettingsFile _settings;
    private readonly ChangeAnnouncer _changed;
    private readonly BoardObserver? _observer;

    internal BoardMonitor(Board board, TurnSeams seams, BoardPaths paths, SettingsFile settings, ChangeAnnouncer changed, BoardObserver? observer) =>
        (_board, _seams, _paths, _settings, _changed, _observer) = (board, seams, paths, settings, changed, observer);

    /// <summary>Looks once.</summary>
    /// <param name="options">How; null: the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidRequestException">An option is out of its range.</exception>
    public Task<MonitorPass> LookAsync(MonitorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new MonitorOptions();
        options.Check();
        return LookAsync(options, new MonitorMemory(), cancellationToken);
    }

    /// <summary>
    /// Looks, and goes on looking: when <c>tasks.json</c> changed, when a lease ends, and after <see cref="MonitorOptions.Interval"/>. Ends only by
    /// cancellation.
    /// </summary>
    /// <param name="options">How; null: the defaults.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidRequestException">An option is out of its range.</exception>
    public async IAsyncEnumerable<MonitorPass> RunAsync(MonitorOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= new MonitorOptions();
        options.Check();
        using var signal = new ChangeSignal(_settings.Current.Options.FileSystem, _paths, _changed);
        var memory = new MonitorMemory();
        while (true)
        {
            // Taken before looking: what changes meanwhile, also by what this repairs, is looked at again.
            var seen = Stamp();
            var pass = await LookAsync(options, memory, cancellationToken).ConfigureAwait(false);
            yield return pass;
            await Task.Delay(Rest, _seams.Clock, cancellationToken).ConfigureAwait(false);
            await WaitAsync(signal, seen, Pause(pass, options), cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<MonitorPass> LookAsync(MonitorOptions options, MonitorMemory memory, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            var scene = new MonitorScene(_board, _seams, _paths, _settings.ReadOrKeep().Options, options, memory, _seams.Clock.GetUtcNow());
            var pass = await Inspection.RunAsync(scene, cancellationToken).ConfigureAwait(false);
            _observer?.Looked(pass);
            return pass;
        },
        cancellationToken);

    /// <summary>Waits until the file is another one, or the time is over. Turns that change nothing, such as this one's own, wake nobody.</summary>
    private async Task WaitAsync(ChangeSignal signal, FileStamp? seen, TimeSpan longest, CancellationToken cancellationToken)
    {
        var until = _seams.Processes.SinceBoot + longest;
        while (until - _seams.Processes.SinceBoot is var left && left > TimeSpan.Zero && Nullable.Equals(seen, Stamp()))
        {
            await signal.WaitAsync(left, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>How long nothing will happen by itself. A lease that should be over by the wall clock and is not, was granted before that was set.</summary>
    private TimeSpan Pause(MonitorPass pass, MonitorOptions options) =>
        pass.NextDue > pass.At && pass.NextDue - _seams.Clock.GetUtcNow() is { } due && due < options.Interval ? due : options.Interval;

    private FileStamp? Stamp()
    {
        try
        {
            return _seams.Disk.Stat(_paths.Board);
        }
        catch (DiskException)
        {
            return null;
        }
    }
}
