using System.Runtime.InteropServices;

namespace TaskBoard.Cli.Work;

/// <summary>
/// How a worker is told to end. The first Ctrl-C lets what runs come to its end; a second one, SIGTERM or a terminal that goes away ends it too.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>What shells add to the number of the signal that ended a program.</summary>
    private const int EndedBySignal = 128;
    private const int Hangup = 1;
    private const int Terminate = 15;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _noMore = new();
    private readonly CancellationTokenSource _now = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action<string> _say;

    public StopSignals(Action<string> say)
    {
        _say = say;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Hear(context, Interrupt)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Hear(context, () => End(EndedBySignal + Terminate))),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Hear(context, () => End(EndedBySignal + Hangup))),
        ];
    }

    /// <summary>Cancelled when nothing new is to be begun.</summary>
    public CancellationToken NoMore => _noMore.Token;

    /// <summary>Cancelled when what runs is to be ended.</summary>
    public CancellationToken Now => _now.Token;

    /// <summary>What the program ends with because what ran was ended; null: it was not.</summary>
    public int? Code { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _noMore.Dispose();
        _now.Dispose();
    }

    private static void Hear(PosixSignalContext context, Action act)
    {
        context.Cancel = true;
        act();
    }

    private void Interrupt()
    {
        if (_noMore.IsCancellationRequested)
        {
            End(ExitCode.Interrupted);
            return;
        }

        _say("Ctrl-C: the task in hand is worked to its end, and no other is begun. Once more gives it back.");
        _noMore.Cancel();
    }

    private void End(int code)
    {
        lock (_lock)
        {
            Code ??= code;
        }

        _noMore.Cancel();
        _now.Cancel();
    }
}
