namespace TaskBoard;

/// <summary>A place where the work of several meets.</summary>
/// <param name="Kind">How.</param>
/// <param name="Tasks">The tasks that meet; of a dependency, first the one that waits.</param>
public sealed record IntegrationPoint(IntegrationKind Kind, ValueList<ReportedTask> Tasks)
{
    /// <summary>Where the tasks overlap; <c>./</c>: everywhere, and only those that say so are named; null: they do not meet in a place.</summary>
    public string? Path { get; init; }
}

/// <summary>How the work of several meets.</summary>
public enum IntegrationKind
{
    /// <summary>One waits for what another does.</summary>
    Dependency,

    /// <summary>The tasks are said to belong together.</summary>
    Related,

    /// <summary>They touch the same files.</summary>
    Paths,
}

/// <summary>A task that cannot go on.</summary>
/// <param name="Task">The task.</param>
/// <param name="IsStuck">It does not come free by others' work alone: somebody has to decide or mend something.</param>
/// <param name="Because">What holds it back beside other tasks, each as a sentence.</param>
/// <param name="WaitsFor">The tasks on the board that hold it back.</param>
public sealed record BlockedTask(ReportedTask Task, bool IsStuck, ValueList<string> Because, ValueList<ReportedTask> WaitsFor);

/// <summary>A task that others wait for.</summary>
/// <param name="Task">The task.</param>
/// <param name="Waiting">How many wait for it.</param>
public sealed record Bottleneck(ReportedTask Task, int Waiting);

/// <summary>How far a milestone is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Counts">Where its tasks stand.</param>
/// <param name="Open">What is still to be done.</param>
public sealed record Milestone(string Name, TaskCounts Counts, ValueList<ReportedTask> Open);

/// <summary>What somebody did with some tasks in the course of a day.</summary>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Who">Who; <c>(hand edit)</c> and the like where that is not known.</param>
/// <param name="What">What, as a verb in the past: completed, claimed, added …</param>
/// <param name="Tasks">The tasks, each once, in the order in which it happened; empty: it was done to the board.</param>
public sealed record ReportedAction(DateOnly Day, string Who, string What, ValueList<ReportedTask> Tasks)
{
    /// <summary>What was said about it, task by task (or once for the board), where the verb needs it; null: nothing.</summary>
    public ValueList<string?> Details { get; init; } = [];
}

/// <summary>A completed task.</summary>
/// <param name="Task">The task.</param>
/// <param name="At">When it was completed; null: the file does not say.</param>
/// <param name="Result">What came out; null: nothing was reported.</param>
public sealed record FinishedTask(ReportedTask Task, DateTimeOffset? At, TaskResult? Result);
