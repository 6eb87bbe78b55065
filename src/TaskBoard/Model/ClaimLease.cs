namespace TaskBoard;

/// <summary>How long a claim lives.</summary>
/// <param name="ExpiresAt">Until when without a sign of life, by the wall clock as it was at the last one.</param>
/// <param name="Length">How long it was granted for, counted from then.</param>
/// <param name="MaxRunAt">The end of its longest run, beyond which no sign of life prolongs it; null: there is none.</param>
public sealed record ClaimLease(DateTimeOffset ExpiresAt, TimeSpan Length, DateTimeOffset? MaxRunAt)
{
    /// <summary>Whether it has come so near to the end of its longest run that renewing it gains nothing.</summary>
    public bool EndsWithRun => ExpiresAt >= MaxRunAt;
}
