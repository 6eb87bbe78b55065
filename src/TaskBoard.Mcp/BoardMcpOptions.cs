namespace TaskBoard.Mcp;

/// <summary>How a board is served.</summary>
public sealed class BoardMcpOptions
{
    /// <summary>
    /// Finds the directory of the board that is meant where a call names none; null: there is none now. Asked by each such call, because a board may be made while the
    /// server runs. Default: there is none.
    /// </summary>
    public Func<string?> FindBoard { get; set; } = static () => null;

    /// <summary>The directories that calls may name boards in. Default empty: only the board of <see cref="FindBoard"/>, which may always be used.</summary>
    public IReadOnlyList<string> Roots { get; set; } = [];

    /// <summary>Who acts where a call does not say; null: each call has to. Default null.</summary>
    public string? Agent { get; set; }

    /// <summary>Makes the options that a board is opened with. Default: as they are.</summary>
    public Func<BoardOptions> BoardOptions { get; set; } = static () => new BoardOptions();

    /// <summary>Whose timers renew claims. Default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The version that the server says it has. Default that of this package.</summary>
    public string Version { get; set; } = typeof(BoardMcpOptions).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
