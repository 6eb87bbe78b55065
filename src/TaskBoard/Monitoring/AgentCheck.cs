using TaskBoard.Files;
using TaskBoard.History;

namespace TaskBoard.Monitoring;

/// <summary>
/// Which agents gave no sign of life for longer than they may. Their tasks come back by their leases; one that had none in hand has gone without a word,
/// as short programs do, which nobody has to see to. Each silence is put on record once.
/// </summary>
internal static class AgentCheck
{
    public static async Task<IReadOnlyList<MonitorFinding>> LookAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        var findings = new List<MonitorFinding>();
        var timeout = scene.Options.AgentTimeout;
        foreach (var agent in await SeenAsync(scene, cancellationToken).ConfigureAwait(false))
        {
            foreach (var finding in Of([agent], scene.Now, timeout))
            {
                findings.Add(await scene.RepairedAsync(finding, async () =>
                    await scene.Board.LoseAsync(agent.Id, timeout, scene.By, cancellationToken).ConfigureAwait(false) is null
                        ? "It gave a sign of life meanwhile: nothing was to be done."
                        : "It is on record as lost.").ConfigureAwait(false));
            }
        }

        return findings;
    }

    /// <summary>Those of these agents that are lost. Pure.</summary>
    public static IEnumerable<MonitorFinding> Of(IEnumerable<SeenAgent> agents, DateTimeOffset now, TimeSpan timeout) => agents
        .Where(agent => agent.IsActive && now - agent.LastSeen >= timeout)
        .Select(agent => new MonitorFinding(
            MonitorCodes.AgentLost,
            agent.InHand > 0 ? MonitorSeverity.Warning : MonitorSeverity.Remark,
            $"agent {agent.Id}",
            $"No sign of life since {Timestamps.Write(agent.LastSeen)}; tasks in hand: {agent.InHand}.",
            agent.InHand > 0 ? "They come back when their leases end; look whether its process still runs." : null));

    private static async Task<IReadOnlyList<SeenAgent>> SeenAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        try
        {
            var agents = await scene.Board.AgentsAsync(cancellationToken).ConfigureAwait(false);
            var rows = await scene.Board.History.ReadAsync(reader => reader?.Agents() ?? [], cancellationToken).ConfigureAwait(false);
            var active = rows.Where(row => row.Status == AgentRow.Active).Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
            return [.. agents.Select(a => new SeenAgent(a.Id, a.LastHeartbeat, active.Contains(a.Id), a.Tasks.Count))];
        }
        catch (BoardException)
        {
            // A board or a history that cannot be read is what the other checks find.
            return [];
        }
    }
}

/// <summary>An agent as the monitor sees it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="LastSeen">Its last sign of life.</param>
/// <param name="IsActive">Whether it is registered and not on record as gone or lost already.</param>
/// <param name="InHand">How many tasks it has in hand.</param>
internal readonly record struct SeenAgent(string Id, DateTimeOffset LastSeen, bool IsActive, int InHand);
