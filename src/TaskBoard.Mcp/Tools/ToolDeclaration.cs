using TaskBoard.Mcp.Arguments;

namespace TaskBoard.Mcp.Tools;

/// <summary>What clients see of a tool.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does, its side effect, its failure; less than 300 characters.</param>
internal sealed record ToolDeclaration(string Name, string Description)
{
    /// <summary>What it does to a board.</summary>
    public ToolEffect Effect { get; init; }

    /// <summary>Repeated with the same arguments it does nothing more.</summary>
    public bool Idempotent { get; init; }

    /// <summary>What it knows.</summary>
    public required IReadOnlyList<ToolArgument> Arguments { get; init; }

    /// <summary>What it answers: names with their types, such as <c>total:integer</c>; a question mark: or null. <c>total</c> and <c>next</c> are always there.</summary>
    public required string Output { get; init; }
}

/// <summary>What a tool does to a board.</summary>
internal enum ToolEffect
{
    /// <summary>It only reads.</summary>
    None,

    /// <summary>It adds, and moves tasks forward.</summary>
    Adds,

    /// <summary>It can replace what was there.</summary>
    Overwrites,
}
