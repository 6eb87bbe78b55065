using System.CommandLine;

namespace TaskBoard.Cli;

/// <summary>The options that many commands have. One set per run: symbols belong to one command tree.</summary>
internal sealed class CommonOptions
{
    /// <summary>One JSON document instead of lines.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Answer with one JSON document.", Recursive = true };

    /// <summary>Where the board is.</summary>
    public Option<string?> Board { get; } = new("--board")
    {
        Description = "The board's directory (else TASKBOARD_DIR, else the nearest one upwards).",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary>Who acts.</summary>
    public Option<string?> Agent { get; } = new("--agent") { Description = "Who you are (else TASKBOARD_AGENT).", HelpName = "ID" };

    /// <summary>The caller's own key for this request.</summary>
    public Option<string?> RequestKey { get; } = new("--request-key")
    {
        Description = "Your own key for this request: repeated with it, nothing happens twice.",
        HelpName = "KEY",
    };

    /// <summary>With <c>--help</c>: all commands.</summary>
    public Option<bool> All { get; } = new("--all") { Description = "With --help: all commands.", Hidden = true };
}
