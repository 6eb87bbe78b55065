using TaskBoard.Rules;

namespace TaskBoard.Report;

/// <summary>What was completed, and what came out.</summary>
internal static class FinishedTasks
{
    /// <summary>Newest first; what does not say when, last.</summary>
    public static IEnumerable<FinishedTask> Of(ReportView view) => view.Places
        .Where(p => view.IsFinished(p) && view.Index.Items[p].State == TaskState.Completed)
        .Select(p => new FinishedTask(view.Task(p), When(view.Index.Items[p]), view.Index.Items[p].Result))
        .OrderByDescending(f => f.At ?? DateTimeOffset.MinValue);

    private static DateTimeOffset? When(TaskItem task) => EntryText.LastStep(task)?.Timestamp ?? task.UpdatedAt;
}
