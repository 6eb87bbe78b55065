namespace TaskBoard.Cli.Import;

/// <summary>Tasks read from another tool's board, in the form of <c>tasks.json</c>.</summary>
/// <param name="Tasks">Each task: its id, and the task as JSON.</param>
/// <param name="TopLevel">How many are tasks.</param>
/// <param name="Subtasks">How many are subtasks, of whatever depth.</param>
/// <param name="Tags">The tags they come from; empty: the board has none.</param>
/// <param name="Remarks">What was changed or noticed, each as a sentence.</param>
internal sealed record ImportedTasks(
    IReadOnlyList<KeyValuePair<string, string>> Tasks, int TopLevel, int Subtasks, IReadOnlyList<string> Tags, IReadOnlyList<string> Remarks)
{
    /// <summary>All tasks as one JSON array.</summary>
    public string ToJson() => $"[{string.Join(",\n", Tasks.Select(t => t.Value))}]";
}
