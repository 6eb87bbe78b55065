using TaskBoard.History;

namespace TaskBoard.Rules;

/// <summary>What signs of life make of an agent's row. Pure.</summary>
internal static class AgentRows
{
    /// <summary>How old the last sign of life on record may be before a change writes it anew: not with each of many changes a second.</summary>
    private static readonly TimeSpan _grain = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The row of who asked, after what was decided; null: it stays as it is. Whoever takes a task into hand is registered by that; whoever left comes
    /// back only so, or by registering. The process on record is that of the last one that had something in hand under the name.
    /// </summary>
    public static AgentRow? After(BoardView view, ChangeBy by, Decision decision, bool wrote)
    {
        if (decision.Agent is { } said)
        {
            return said;
        }

        if (!wrote)
        {
            return null;
        }

        var known = view.Agent(by.Agent);
        var hasInHand = decision.Leases.Values.Any(lease => lease?.Agent == by.Agent);
        if (hasInHand && known?.Process != view.Process)
        {
            return Here(view, by);
        }

        return known is { Status: AgentRow.Active } && (view.Now - known.LastHeartbeat).Duration() < _grain ? null
            : known is { Status: not AgentRow.Gone } ? known with { LastHeartbeat = view.Now, Status = AgentRow.Active }
            : hasInHand ? Here(view, by)
            : null;
    }

    /// <summary>The row of an agent that is here now, as far as it is known.</summary>
    public static AgentRow Here(BoardView view, ChangeBy by)
    {
        var known = view.Agent(by.Agent);
        return (known is null or { Status: AgentRow.Gone } ? new AgentRow(by.Agent, view.Now, view.Now) : known) with
        {
            LastHeartbeat = view.Now,
            Status = AgentRow.Active,
            Host = view.Host,
            Pid = view.Pid,
            Process = view.Process,
        };
    }
}
