using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli;

/// <summary>What a command sees of the world around it. Injected, so that commands run in a test as they do in a process.</summary>
internal sealed record CliEnvironment
{
    /// <summary>An environment variable; null: not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Where relative paths begin and the search for a board starts.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>The search for a board does not go beyond it; null: there is none.</summary>
    public string? HomeDirectory { get; init; }

    /// <summary>Whether a person can be asked.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>The terminal that answers are shown on; null: they go somewhere else, as plain lines.</summary>
    public TerminalScreen? Screen { get; init; }

    /// <summary>Whether nobody reads standard output any more.</summary>
    public Func<bool> OutputIsClosed { get; init; } = static () => false;

    /// <summary>Changes the options a board is opened with (clock, chance).</summary>
    public Action<BoardOptions> Configure { get; init; } = static _ => { };

    /// <summary>The environment of this process.</summary>
    public static CliEnvironment OfProcess() => new()
    {
        Variable = Environment.GetEnvironmentVariable,
        CurrentDirectory = Environment.CurrentDirectory,
        HomeDirectory = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home ? home : null,
        InputIsTerminal = !Console.IsInputRedirected,
        Screen = TerminalScreen.OfProcess(),
        OutputIsClosed = ReadingEnd.IsClosed,
    };

    /// <summary>An absolute path.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, CurrentDirectory);

    /// <summary>An environment variable that holds something; null: not set or empty.</summary>
    public string? NonEmpty(string variable) => Variable(variable) is { Length: > 0 } value ? value : null;
}
