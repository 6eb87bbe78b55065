using TaskBoard.Locking;

namespace TaskBoard.Tests.Simulation.Omissions;

/// <summary>Processes that are taken for gone without a look.</summary>
internal sealed class ForgetfulProcesses(IProcesses inner) : IProcesses
{
    public ProcessIdentity Self => inner.Self;

    public TimeSpan SinceBoot => inner.SinceBoot;

    public string? StartOf(int pid) => null;

    public void Pause(TimeSpan time) => inner.Pause(time);
}
