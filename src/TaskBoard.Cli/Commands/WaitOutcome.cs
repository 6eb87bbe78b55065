namespace TaskBoard.Cli.Commands;

/// <summary>How waiting ended.</summary>
/// <param name="Reason">Why it was in vain, in a word; null: it was not.</param>
/// <param name="Message">The same as a sentence.</param>
internal sealed record WaitOutcome(string? Reason, string Message)
{
    /// <summary>The time is up.</summary>
    public static readonly WaitOutcome TimedOut = new("timeout", "It did not come in time.") { TellsStanding = true };

    /// <summary>Whether it matters how the board stands now.</summary>
    public bool TellsStanding { get; init; }

    /// <summary>The tasks that were waited for.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];
}
