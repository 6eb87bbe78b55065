namespace TaskBoard.Mcp.Arguments;

/// <summary>One argument that a tool knows. The schema that clients see and the check of what they send are both made of it.</summary>
/// <param name="Name">Its name, where it can be that of <c>tasks.json</c>.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Description">What it means; null: its name says it.</param>
internal sealed record ToolArgument(string Name, ArgumentKind Kind, string? Description = null)
{
    /// <summary>The tool needs it.</summary>
    public bool Required { get; init; }

    /// <summary>Its text, where it is given, holds more than blanks.</summary>
    public bool Filled { get; init; }

    /// <summary>The words that it can be; empty: any text.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The longest text in characters (of each, where it is several), or the greatest number.</summary>
    public int Most { get; init; } = Limits.Name;

    /// <summary>The least number, or the least count of a list.</summary>
    public int Least { get; init; }

    /// <summary>The most elements of a list.</summary>
    public int MostElements { get; init; } = Limits.List;

    /// <summary>What the objects of a list hold.</summary>
    public IReadOnlyList<ToolArgument> Fields { get; init; } = [];
}

/// <summary>What an argument holds.</summary>
internal enum ArgumentKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A list of texts.</summary>
    Texts,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A list of objects.</summary>
    Objects,
}

/// <summary>How much an argument may hold.</summary>
internal static class Limits
{
    /// <summary>Characters of a name, an id or a word.</summary>
    public const int Name = 200;

    /// <summary>Characters of a line: a title, a reason, a path.</summary>
    public const int Line = 1_000;

    /// <summary>Characters of a text of many lines.</summary>
    public const int Text = 50_000;

    /// <summary>Elements of a list.</summary>
    public const int List = 100;

    /// <summary>Tasks of a plan.</summary>
    public const int Plan = 500;

    /// <summary>Entries of a page.</summary>
    public const int Page = 200;

    /// <summary>Seconds that a call waits: clients give up after a minute.</summary>
    public const int WaitSeconds = 50;
}
