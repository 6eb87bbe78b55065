using System.Runtime.InteropServices;

namespace TaskBoard.Cli.Terminal;

/// <summary>
/// Does something before Ctrl-Z stops the process, and when it goes on. A handler of .NET takes the signal away, so it is raised once more without
/// one: whether it stops anything is for the system to say, since without a shell that does jobs it must not. Raised in this very thread (raise(3),
/// not kill(2)), which then stops before it goes on; a signal for the process may meet another thread, and this one would run on for a while.
/// </summary>
internal sealed partial class SuspendSignal : IDisposable
{
    private static readonly int Suspend = OperatingSystem.IsLinux() ? 20 : 18;
    private readonly Lock _lock = new();
    private readonly Action _before;
    private readonly Action _after;
    private PosixSignalRegistration? _registration;
    private bool _disposed;

    public SuspendSignal(Action before, Action after)
    {
        (_before, _after) = (before, after);
        Register();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _registration?.Dispose();
        }
    }

    private void Register()
    {
        lock (_lock)
        {
            if (!_disposed && !OperatingSystem.IsWindows())
            {
                _registration = PosixSignalRegistration.Create(PosixSignal.SIGTSTP, _ => Stop());
            }
        }
    }

    private void Stop()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _before();
            _registration?.Dispose();
            _ = Raise(Suspend);
            _after();
        }

        Register();
    }

    [LibraryImport("libc", EntryPoint = "raise")]
    private static partial int Raise(int signal);
}
