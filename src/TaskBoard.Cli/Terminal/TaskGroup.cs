using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Terminal;

/// <summary>What people ask about a task first, in the order in which they want to know.</summary>
internal enum TaskGroup
{
    /// <summary>It cannot be worked with until somebody has mended what stands in the file.</summary>
    ToMend,

    /// <summary>Somebody has it.</summary>
    InHand,

    /// <summary>It can be claimed.</summary>
    Ready,

    /// <summary>Something holds it back.</summary>
    Waiting,

    /// <summary>Nobody will work on it any more.</summary>
    Finished,
}

/// <summary>Tasks in groups.</summary>
internal static class TaskGroups
{
    /// <summary>The group of a task.</summary>
    public static TaskGroup Of(TaskItem task, TaskStanding? standing) => task switch
    {
        { Held: true } => TaskGroup.ToMend,
        _ when TaskFilter.IsFinished(task) => TaskGroup.Finished,
        _ when standing is { Ready: true } => TaskGroup.Ready,
        { State: TaskState.Claimed or TaskState.InProgress } when standing is not { WaitingBecause.Count: > 0 } || standing.IsExpired => TaskGroup.InHand,
        _ => TaskGroup.Waiting,
    };

    /// <summary>The title of a group.</summary>
    public static string Title(this TaskGroup group) => group switch
    {
        TaskGroup.ToMend => "To mend",
        TaskGroup.InHand => "In hand",
        TaskGroup.Ready => "Ready",
        TaskGroup.Waiting => "Waiting",
        _ => "Finished",
    };

    /// <summary>Group by group: what is ready in the order in which it is claimed, failures before what went well, otherwise as in the file.</summary>
    public static IEnumerable<TaskItem> InOrder(IEnumerable<TaskItem> tasks, IReadOnlyDictionary<TaskId, TaskStanding> standing) => tasks
        .Select(task => (Task: task, Group: Of(task, standing.Of(task))))
        .OrderBy(t => t.Group)
        .ThenBy(t => t switch
        {
            { Group: TaskGroup.Ready } => (int)t.Task.Priority,
            { Group: TaskGroup.Finished } => t.Task.State == TaskState.Failed ? 0 : 1,
            _ => 0,
        })
        .ThenBy(t => t.Group == TaskGroup.Ready ? t.Task.CreatedAt ?? DateTimeOffset.MinValue : DateTimeOffset.MinValue)
        .Select(t => t.Task);
}
