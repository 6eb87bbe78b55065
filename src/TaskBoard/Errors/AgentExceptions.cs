namespace TaskBoard;

/// <summary>Another process of this machine works under the agent's name; nothing was changed.</summary>
public sealed class AgentTakenException : BoardException
{
    internal AgentTakenException(string agent)
        : base(BoardErrorCodes.AgentTaken, BoardErrorKind.Refused,
            $"Another process of this machine is at work on this board as '{agent}': {Remedy}") => Agent = agent;

    internal AgentTakenException(string agent, int processId)
        : base(BoardErrorCodes.AgentTaken, BoardErrorKind.Refused,
            $"Process {processId} of this machine is at work on this board as '{agent}': {Remedy}") =>
        (Agent, ProcessId) = (agent, processId);

    private const string Remedy = "two of one name would be given each other's tasks. Give each worker a name of its own (--agent), or let that one end first.";

    /// <summary>The name.</summary>
    public string Agent { get; }

    /// <summary>The process that works under it; null: not known.</summary>
    public int? ProcessId { get; }
}
