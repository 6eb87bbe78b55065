namespace TaskBoard;

/// <summary>What an SQL query over the history answered.</summary>
public sealed record QueryResult
{
    /// <summary>The names of the columns; where the query names two alike, the later one ends with <c>:2</c>, <c>:3</c> and so on.</summary>
    public required ValueList<string> Columns { get; init; }

    /// <summary>The rows, each with a value per column: null, <see cref="long"/>, <see cref="double"/>, <see cref="string"/>, or an array of bytes.</summary>
    public required ValueList<ValueList<object?>> Rows { get; init; }

    /// <summary>There are more rows than <see cref="QueryOptions.MaxRows"/>.</summary>
    public bool IsCut { get; init; }
}
