using TaskBoard.Files;

namespace TaskBoard.Monitoring;

/// <summary>
/// Which agents gave no sign of life for longer than they may. Their tasks come back by their leases; one that had none in hand has gone without a word,
/// as short programs do, which nobody has to see to. Pure.
/// </summary>
internal static class AgentCheck
{
    public static IEnumerable<MonitorFinding> Of(IEnumerable<SeenAgent> agents, DateTimeOffset now, TimeSpan timeout) => agents
        .Where(agent => agent.IsActive && now - agent.LastSeen >= timeout)
        .Select(agent => new MonitorFinding(
            MonitorCodes.AgentLost,
            agent.InHand > 0 ? MonitorSeverity.Warning : MonitorSeverity.Remark,
            $"agent {agent.Id}",
            $"No sign of life since {Timestamps.Write(agent.LastSeen)}; tasks in hand: {agent.InHand}.",
            agent.InHand > 0 ? "They come back when their leases end; look whether its process still runs." : null));
}

/// <summary>An agent as the monitor sees it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="LastSeen">Its last sign of life.</param>
/// <param name="IsActive">Whether it is registered and not known to be gone or lost already.</param>
/// <param name="InHand">How many tasks it has in hand.</param>
internal readonly record struct SeenAgent(string Id, DateTimeOffset LastSeen, bool IsActive, int InHand);
