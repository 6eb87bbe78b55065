namespace TaskBoard;

/// <summary>What whoever works on a task should read first.</summary>
/// <param name="Notes">The task's last notes, oldest first.</param>
/// <param name="Results">What came out of the tasks it depends on, in their order.</param>
public sealed record TaskBrief(ValueList<TaskNote> Notes, ValueList<DependencyResult> Results)
{
    private const int NotesShown = 5;

    internal static TaskBrief Of(TaskItem task, BoardSnapshot board) => new(
        task.Notes.TakeLast(NotesShown).ToValueList(),
        task.DependsOn
            .Select(id => TaskId.TryParse(id, out var dependency) ? board.Find(dependency) : null)
            .Where(t => t?.Result is not null)
            .Select(t => new DependencyResult(t!.Id, t.Title, t.Result!.Summary))
            .ToValueList());
}

/// <summary>What came out of a task that another depends on.</summary>
/// <param name="Task">The task.</param>
/// <param name="Title">Its title.</param>
/// <param name="Summary">Its result's summary.</param>
public sealed record DependencyResult(TaskId Task, string Title, string Summary);
