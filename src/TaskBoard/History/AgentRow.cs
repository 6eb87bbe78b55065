namespace TaskBoard.History;

/// <summary>One agent as the history holds it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="RegisteredAt">Since when it is known.</param>
/// <param name="LastHeartbeat">Its last sign of life.</param>
internal sealed record AgentRow(string Id, DateTimeOffset RegisteredAt, DateTimeOffset LastHeartbeat)
{
    public const string Active = "active";
    public const string Lost = "lost";
    public const string Gone = "gone";

    public string? Persona { get; init; }

    public string? Role { get; init; }

    public string? Focus { get; init; }

    public string? WorkingDirectory { get; init; }

    public string? Host { get; init; }

    public int? Pid { get; init; }

    /// <summary>What proves that the process is the one at work under the name (<see cref="Locking.ProcessProof"/>); null: nothing does.</summary>
    public string? Process { get; init; }

    public string Status { get; init; } = Active;

    public string? Note { get; init; }
}
