namespace TaskBoard;

/// <summary>Tasks that are added together, all or none, and name each other by keys of the plan.</summary>
/// <param name="Tasks">The tasks, in the order in which they come onto the board.</param>
public sealed record TaskPlan(ValueList<PlannedTask> Tasks);

/// <summary>A task of a plan.</summary>
/// <param name="Key">
/// What it is called within the plan; null: nothing, or its id. Written as an id is (<see cref="TaskId"/>). It does not come onto the board: there
/// the task has the id of its draft, or one that is made.
/// </param>
/// <param name="Draft">
/// The task. What it depends on, its parent and its related tasks are named by a key or an id of the plan, else by an id on the board; a name that is
/// both is that of the plan.
/// </param>
public sealed record PlannedTask(string? Key, TaskDraft Draft);
