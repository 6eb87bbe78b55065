namespace TaskBoard.Cli.Terminal;

/// <summary>The terminal that standard output is. Knows nothing of what draws on it, so that a command off a terminal loads none of that.</summary>
internal sealed record TerminalScreen
{
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;

    /// <summary>On less, nothing legible can be laid out: such a terminal breaks the lines itself.</summary>
    private const int LeastWidth = 40;

    /// <summary>Columns and lines as they are now, a window can be drawn larger; not positive: not known.</summary>
    public required Func<(int Width, int Height)> Measure { get; init; }

    /// <summary>Whether colours and weights may be sent.</summary>
    public bool Colours { get; init; }

    /// <summary>Whether the cursor can be moved, so that what was written can be written over.</summary>
    public bool CanRepaint { get; init; }

    /// <summary>Whether the terminal must be asked for escape sequences before it understands them (Windows).</summary>
    public bool MustBeAsked { get; init; }

    /// <summary>How many cells a line has.</summary>
    public int Width => Measure().Width is > 0 and var width ? Math.Max(width, LeastWidth) : UsualWidth;

    /// <summary>How many lines there are.</summary>
    public int Height => Measure().Height is > 0 and var height ? height : UsualHeight;

    /// <summary>The terminal of this process; null: standard output is something else.</summary>
    public static TerminalScreen? OfProcess() =>
        Console.IsOutputRedirected ? null : For(WindowSize.OfProcess, Environment.GetEnvironmentVariable, OperatingSystem.IsWindows());

    /// <summary>A terminal, with the wishes of its user: <c>NO_COLOR</c>, <c>TERM=dumb</c>.</summary>
    internal static TerminalScreen For(Func<(int Width, int Height)> measure, Func<string, string?> variable, bool windows)
    {
        // Windows sets no TERM; elsewhere, without one nothing is known of the terminal.
        var understands = variable("TERM") is { Length: > 0 } kind ? kind != "dumb" : windows;
        return new TerminalScreen
        {
            Measure = measure,
            Colours = understands && string.IsNullOrEmpty(variable("NO_COLOR")),
            CanRepaint = understands,
            MustBeAsked = windows,
        };
    }
}
