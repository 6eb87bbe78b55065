using TaskBoard.Files;

namespace TaskBoard.Monitoring;

/// <summary>Which agents gave no sign of life for longer than they may. Their tasks come back by their leases. Pure.</summary>
internal static class AgentCheck
{
    public static IEnumerable<MonitorFinding> Of(IEnumerable<SeenAgent> agents, DateTimeOffset now, TimeSpan timeout) => agents
        .Where(agent => agent.IsActive && now - agent.LastSeen >= timeout)
        .Select(agent => new MonitorFinding(
            MonitorCodes.AgentLost,
            MonitorSeverity.Warning,
            $"agent {agent.Id}",
            $"No sign of life since {Timestamps.Write(agent.LastSeen)}.",
            "What it has in hand comes back when its leases end; look whether its process still runs."));
}

/// <summary>An agent as the monitor sees it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="LastSeen">Its last sign of life.</param>
/// <param name="IsActive">Whether it is registered and not known to be gone or lost already.</param>
internal readonly record struct SeenAgent(string Id, DateTimeOffset LastSeen, bool IsActive);
