namespace TaskBoard;

/// <summary>Another process of this machine works under the agent's name; nothing was changed.</summary>
public sealed class AgentTakenException : BoardException
{
    internal AgentTakenException(string agent)
        : base(BoardErrorCodes.AgentTaken, BoardErrorKind.Refused,
            $"Another process of this machine is at work on this board as '{agent}': two of one name would be given each other's tasks. "
            + "Give each worker a name of its own (--agent), or let that one end first.") => Agent = agent;

    /// <summary>The name.</summary>
    public string Agent { get; }
}
