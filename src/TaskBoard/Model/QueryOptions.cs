namespace TaskBoard;

/// <summary>The bounds of an SQL query over the history, and the values for its parameters.</summary>
public sealed record QueryOptions
{
    /// <summary>How many rows are read at most; 1,000 by default, at least 1.</summary>
    public int MaxRows { get; init; } = 1000;

    /// <summary>How long the query may take; 10 seconds by default, at most an hour.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Texts for named parameters, by name without the sign before it (<c>day</c> for <c>:day</c>); those not named here are NULL.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Refuses bounds that make no sense.</summary>
    internal void Check()
    {
        if (MaxRows < 1)
        {
            throw new InvalidRequestException($"A query answers at least 1 row, not {MaxRows}.");
        }

        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromHours(1))
        {
            throw new InvalidRequestException($"A query may take up to an hour, and more than no time, not {Timeout}.");
        }
    }
}
