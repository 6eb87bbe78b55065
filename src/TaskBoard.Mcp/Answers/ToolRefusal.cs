namespace TaskBoard.Mcp.Answers;

/// <summary>A refusal that the server makes by itself, before the board is asked. Its sentences hold nothing of the board.</summary>
/// <param name="code">The stable code (<see cref="BoardErrorCodes"/>).</param>
/// <param name="message">What happened.</param>
/// <param name="allowed">What would be accepted.</param>
internal sealed class ToolRefusal(string code, string message, IReadOnlyList<string> allowed) : Exception(message)
{
    /// <summary>The stable code.</summary>
    public string Code => code;

    /// <summary>What would be accepted.</summary>
    public IReadOnlyList<string> Allowed => allowed;

    /// <summary>What is wrong one by one; it may quote the caller.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
