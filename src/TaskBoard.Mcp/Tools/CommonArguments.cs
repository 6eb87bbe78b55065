using TaskBoard.Mcp.Arguments;

namespace TaskBoard.Mcp.Tools;

/// <summary>Arguments that several tools have.</summary>
internal static class CommonArguments
{
    /// <summary>Who acts.</summary>
    public static ToolArgument Agent { get; } = new("agent", ArgumentKind.Text, "Your name.") { Filled = true };

    /// <summary>The caller's own key of a request.</summary>
    public static ToolArgument RequestKey { get; } = new("request_key", ArgumentKind.Text, "Same key: done once.");

    /// <summary>The board.</summary>
    public static ToolArgument Board { get; } = new("board", ArgumentKind.Text) { Most = 4_000 };

    /// <summary>How many entries.</summary>
    public static ToolArgument Limit { get; } = new("limit", ArgumentKind.Whole) { Least = 1, Most = Limits.Page };

    /// <summary>Where to go on.</summary>
    public static ToolArgument After { get; } = new("after", ArgumentKind.Text, "next of the last page.") { Most = 300 };

    /// <summary>Nothing is to be cut.</summary>
    public static ToolArgument Full { get; } = new("full", ArgumentKind.Flag, "Cut nothing.");

    /// <summary>How long to wait; null: the description of the tool says for what.</summary>
    public static ToolArgument Wait(string? description = null) => new("wait_seconds", ArgumentKind.Whole, description) { Most = Limits.WaitSeconds };
}
