namespace TaskBoard.Mcp.Answers;

/// <summary>A list of an answer that may hold less than there is, and where the others are.</summary>
/// <param name="List">Its name, in the answer itself.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Where">Where all are, in words of the server: the end of a sentence.</param>
internal sealed record Remainder(string List, long Total, string Where)
{
    /// <summary>Where tasks are that became ready, or are.</summary>
    public const string Ready = "list_tasks with ready has all";

    /// <summary>What is to be said where so many are shown; null: nothing is missing.</summary>
    public string? Of(int shown) => shown < Total ? $"'{List}' has {shown} of {Total}: {Where}." : null;
}
