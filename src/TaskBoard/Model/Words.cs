using TaskBoard.Files;

namespace TaskBoard;

/// <summary>The words for states, priorities and spans of time, as they stand in files and on command lines.</summary>
public static partial class Words
{
    // Written out: asking the enumerations is reflection, at every start of a program.
    private static readonly string[] s_states = ["PENDING", "CLAIMED", "IN_PROGRESS", "COMPLETED", "FAILED", "CANCELLED"];

    private static readonly string[] s_priorities = ["critical", "high", "medium", "low"];

    /// <summary>The word that stands in <c>tasks.json</c>, such as <c>IN_PROGRESS</c>.</summary>
    public static string ToWord(this TaskState state) => state switch
    {
        TaskState.Pending => "PENDING",
        TaskState.Claimed => "CLAIMED",
        TaskState.InProgress => "IN_PROGRESS",
        TaskState.Completed => "COMPLETED",
        TaskState.Failed => "FAILED",
        TaskState.Cancelled => "CANCELLED",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>The word that stands in <c>tasks.json</c>, such as <c>high</c>.</summary>
    public static string ToWord(this TaskPriority priority) => priority switch
    {
        TaskPriority.Critical => "critical",
        TaskPriority.High => "high",
        TaskPriority.Medium => "medium",
        TaskPriority.Low => "low",
        _ => throw new ArgumentOutOfRangeException(nameof(priority)),
    };

    /// <summary>Reads a state case-insensitively, with <c>-</c> and blank as <c>_</c>; null where there is no such state.</summary>
    public static TaskState? ParseState(string? text) => text?.Trim().Replace('-', '_').Replace(' ', '_').ToUpperInvariant() switch
    {
        "PENDING" => TaskState.Pending,
        "CLAIMED" => TaskState.Claimed,
        "IN_PROGRESS" => TaskState.InProgress,
        "COMPLETED" => TaskState.Completed,
        "FAILED" => TaskState.Failed,
        "CANCELLED" => TaskState.Cancelled,
        _ => null,
    };

    /// <summary>The state that a word of another tool (<c>done</c>, <c>todo</c>) or a misspelt one probably means; null: none is near.</summary>
    public static TaskState? NearestState(string text) => ParseState(NearestWord.To(text, s_states));

    /// <summary>The same of a priority.</summary>
    public static TaskPriority? NearestPriority(string text) => ParsePriority(NearestWord.To(text, s_priorities));

    /// <summary>Reads a priority case-insensitively; null where there is no such priority.</summary>
    public static TaskPriority? ParsePriority(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "CRITICAL" => TaskPriority.Critical,
        "HIGH" => TaskPriority.High,
        "MEDIUM" => TaskPriority.Medium,
        "LOW" => TaskPriority.Low,
        _ => null,
    };
}
