namespace TaskBoard;

/// <summary>How to claim.</summary>
public sealed record ClaimOptions
{
    /// <summary>Only reserve the task (CLAIMED); <c>start</c> begins the work.</summary>
    public bool Hold { get; init; }

    /// <summary>Take a further task, even where the agent already holds one.</summary>
    public bool Another { get; init; }

    /// <summary>Claim by id whatever holds the task back (dependencies, blocked, not_before, paths that others have in hand, persona, other agents' pre-assignment).</summary>
    public bool Override { get; init; }

    /// <summary>
    /// The persona that the agent plays. Null: the one that it registered with (<see cref="AgentRegistration.Persona"/>); where it has none, only tasks that
    /// ask for none.
    /// </summary>
    public string? Persona { get; init; }

    /// <summary>Only tasks with all of these labels.</summary>
    public ValueList<string> Labels { get; init; } = [];

    /// <summary>None of these: who gave a task back leaves it to others. What the agent holds already is given back all the same.</summary>
    public ValueList<TaskId> Except { get; init; } = [];

    /// <summary>How long the claim lives without a sign of life; null: as the settings of the board say.</summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>
    /// How long the claim lives at most, whatever signs of life come: a second clock beside the lease. Null: as the task, else the settings of the board say. Resuming
    /// a claim does not set this clock back.
    /// </summary>
    public TimeSpan? MaxRun { get; init; }

    /// <summary>
    /// The <see cref="TaskClaim"/> does not renew the claim by itself: whoever works on the task gives the signs of life, from another process perhaps.
    /// It counts as held by nobody in this process: whoever asks for the next task under the same name is given it back.
    /// </summary>
    public bool RenewedElsewhere { get; init; }
}
