namespace TaskBoard;

/// <summary>Who works on the board.</summary>
/// <param name="Id">Its name.</param>
public sealed record Agent(string Id)
{
    /// <summary>The persona it plays; null: none.</summary>
    public string? Persona { get; init; }

    /// <summary>What it does in the team; null: not said.</summary>
    public string? Role { get; init; }

    /// <summary>What it is at; null: not said.</summary>
    public string? Focus { get; init; }

    /// <summary>Where it works; null: not said.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The machine it was registered from; null: not known.</summary>
    public string? Host { get; init; }

    /// <summary>The process it was registered from, which of a short command is gone by now; null: not known.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Since when it is known.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Its last sign of life: a heartbeat, a renewed claim or any change.</summary>
    public required DateTimeOffset LastHeartbeat { get; init; }

    /// <summary>Whether it is there.</summary>
    public AgentStatus Status { get; init; }

    /// <summary>Its own status line; null: none.</summary>
    public string? Note { get; init; }

    /// <summary>The tasks that it has in hand.</summary>
    public ValueList<TaskId> Tasks { get; init; } = [];
}

/// <summary>Whether an agent is there.</summary>
public enum AgentStatus
{
    /// <summary>It gave a sign of life not long ago.</summary>
    Active,

    /// <summary>Its last sign of life is older than <see cref="BoardOptions.AgentTimeout"/>. Its tasks come back by their leases.</summary>
    Lost,

    /// <summary>It said that it leaves.</summary>
    Gone,
}

/// <summary>What an agent says of itself. What is null is not said, and stays as it was.</summary>
public sealed record AgentRegistration
{
    /// <summary>The persona it plays.</summary>
    public string? Persona { get; init; }

    /// <summary>What it does in the team.</summary>
    public string? Role { get; init; }

    /// <summary>What it is at.</summary>
    public string? Focus { get; init; }

    /// <summary>Where it works.</summary>
    public string? WorkingDirectory { get; init; }
}
