using System.Runtime.InteropServices;

namespace TaskBoard.Cli.Mcp;

/// <summary>How a server is told to end: the first signal lets what runs come to its end, a second one ends the program like any other.</summary>
internal sealed class EndSignals : IDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly PosixSignalRegistration[] _registrations;

    /// <param name="cancellationToken">Ends it as well.</param>
    public EndSignals(CancellationToken cancellationToken)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Hear),
        ];
    }

    /// <summary>Cancelled by the first.</summary>
    public CancellationToken Token => _end.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _end.Dispose();
    }

    private void Hear(PosixSignalContext context)
    {
        context.Cancel = !_end.IsCancellationRequested;
        _end.Cancel();
    }
}
