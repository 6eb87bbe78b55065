namespace TaskBoard.Tests.Faults.Linearizability;

/// <summary>A task as the state machine of coordination.md has it, written down a second time and as simply as can be.</summary>
/// <param name="State">Its state.</param>
/// <param name="Owner">Who holds it; null: nobody.</param>
/// <param name="Attempts">The number of the last claim.</param>
internal readonly record struct TaskModel(TaskState State, string? Owner, int Attempts)
{
    /// <summary>A new task.</summary>
    public static readonly TaskModel New = new(TaskState.Pending, null, 0);

    /// <summary>The task after an operation; null: it could not have been answered so in this state.</summary>
    public TaskModel? After(Operation operation)
    {
        var (may, after) = Try(operation);
        return operation.Answer switch
        {
            // Whoever died may have done it or not; that it had no effect need not be tried, because it may also be left out.
            null => may == "ok" ? after : null,
            { Outcome: "refused" } => may == "refused" ? this : null,
            var answer => may == answer.Outcome && Shows(answer, after) ? after : null,
        };
    }

    private (string Outcome, TaskModel After) Try(Operation operation)
    {
        var holds = State == TaskState.InProgress && Owner == operation.Client && Attempts == operation.Attempt;
        return operation.What switch
        {
            "read" => ("ok", this),
            "claim" when State == TaskState.Pending => ("ok", new TaskModel(TaskState.InProgress, operation.Client, Attempts + 1)),
            "complete" when holds => ("ok", this with { State = TaskState.Completed }),
            "release" when holds => ("ok", this with { State = TaskState.Pending }),
            "cancel" when State is TaskState.Pending or TaskState.InProgress => ("ok", this with { State = TaskState.Cancelled }),
            "cancel" when State == TaskState.Cancelled => ("already", this),
            "reopen" when State is TaskState.Completed or TaskState.Cancelled => ("ok", this with { State = TaskState.Pending }),
            "reopen" when State == TaskState.Pending => ("already", this),
            _ => ("refused", this),
        };
    }

    /// <summary>An answer shows the board at the end of the turn, in which others may have had theirs as well; a reading shows the task as it was.</summary>
    private static bool Shows(Answer answer, TaskModel after) =>
        answer.State == "-" || (answer.State == $"{after.State}" && answer.Attempts == after.Attempts && (after.State != TaskState.InProgress || answer.Owner == after.Owner));
}
