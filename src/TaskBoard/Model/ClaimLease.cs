using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>How long a claim lives.</summary>
/// <param name="ExpiresAt">Until when without a sign of life, by the wall clock as it was at the last one.</param>
/// <param name="Length">How long it was granted for, counted from then.</param>
/// <param name="MaxRunAt">The end of its longest run, beyond which no sign of life prolongs it; null: there is none.</param>
public sealed record ClaimLease(DateTimeOffset ExpiresAt, TimeSpan Length, DateTimeOffset? MaxRunAt)
{
    /// <summary>After how long without a sign of life whoever holds it counts as lost (<see cref="BoardOptions.AgentTimeout"/>); null: that is not known.</summary>
    public TimeSpan? AgentTimeout { get; init; }

    /// <summary>Whether it has come so near to the end of its longest run that renewing it gains nothing.</summary>
    public bool EndsWithRun => ExpiresAt >= MaxRunAt;

    /// <summary>
    /// How long after a sign of life the next is due: a third of the lease or of <see cref="AgentTimeout"/>, whichever is shorter. Where the lease
    /// <see cref="EndsWithRun"/>, only the agent still has to say that it lives; <see cref="Timeout.InfiniteTimeSpan"/>: none is due.
    /// </summary>
    public TimeSpan RenewAfter => SignsOfLife.Every(EndsWithRun ? null : Length, AgentTimeout);
}
