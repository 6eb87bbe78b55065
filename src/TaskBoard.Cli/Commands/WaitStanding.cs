using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Commands;

/// <summary>How the board stands when waiting ends: a task that FAILED is finished, and what waits for it is not.</summary>
internal sealed record WaitStanding(int InHand, int Ready, int Waiting, int ToMend, int Failed)
{
    /// <summary>How a board stands.</summary>
    public static WaitStanding Of(BoardSnapshot snapshot, IReadOnlyDictionary<TaskId, TaskStanding> standing)
    {
        var groups = snapshot.Tasks.CountBy(task => TaskGroups.Of(task, standing.Of(task))).ToDictionary();
        return new WaitStanding(
            groups.GetValueOrDefault(TaskGroup.InHand),
            groups.GetValueOrDefault(TaskGroup.Ready),
            groups.GetValueOrDefault(TaskGroup.Waiting),
            groups.GetValueOrDefault(TaskGroup.ToMend),
            snapshot.Tasks.Count(task => task is { Held: false, State: TaskState.Failed }));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", new[] { (InHand, "in hand"), (Ready, "ready"), (Waiting, "waiting"), (ToMend, "to mend"), (Failed, "FAILED") }
        .Where(part => part.Item1 > 0)
        .Select(part => $"{part.Item1} {part.Item2}"));
}
