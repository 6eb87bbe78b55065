namespace TaskBoard.Cli.Import;

/// <summary>What a status of Task Master becomes.</summary>
/// <param name="State">The state.</param>
/// <param name="Blocked">Why the task cannot go on; null: nothing is in the way.</param>
/// <param name="Label">A label that keeps what the state cannot say; null: none.</param>
/// <param name="Exact">Whether the state alone leads back to the source's word.</param>
/// <param name="Known">Whether the word is known.</param>
internal readonly record struct MappedStatus(TaskState State, string? Blocked, string? Label, bool Exact, bool Known);

/// <summary>The words that Task Master and those who edit its boards use; read whatever their case and separators.</summary>
internal static class StatusTable
{
    /// <summary>The state of a word; null: the task has none.</summary>
    public static MappedStatus Of(string? word)
    {
        var folded = word?.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
        return folded switch
        {
            null or "" or "pending" => new(TaskState.Pending, null, null, word is null or "pending", true),
            "todo" or "to-do" or "not-started" => new(TaskState.Pending, null, null, false, true),
            "in-progress" => new(TaskState.InProgress, null, null, word == "in-progress", true),
            "active" => new(TaskState.InProgress, null, null, false, true),
            "review" => new(TaskState.InProgress, null, "review", false, true),
            "done" => new(TaskState.Completed, null, null, word == "done", true),
            "completed" => new(TaskState.Completed, null, null, false, true),
            "cancelled" => new(TaskState.Cancelled, null, null, word == "cancelled", true),
            "canceled" => new(TaskState.Cancelled, null, null, false, true),
            "deferred" or "blocked" => new(TaskState.Pending, $"{folded} in source", null, false, true),
            _ => new(TaskState.Pending, $"status '{word}' in source is not known", null, false, false),
        };
    }
}
