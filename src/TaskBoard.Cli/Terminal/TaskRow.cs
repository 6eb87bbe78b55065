using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Terminal;

/// <summary>One task in a table.</summary>
/// <param name="Group">Where it belongs.</param>
/// <param name="Id">Its name.</param>
/// <param name="Word">Its priority; of a finished task its state.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Remarks">What matters about it in its group; in one group always as many.</param>
internal sealed record TaskRow(TaskGroup Group, Cell Id, Cell Word, Cell Title, IReadOnlyList<Cell> Remarks)
{
    /// <summary>The row of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="standing">Where it stands.</param>
    /// <param name="palette">The colours.</param>
    /// <param name="now">The time.</param>
    /// <param name="sinceWhen">Of a task in hand, how long somebody has it.</param>
    public static TaskRow Of(TaskItem task, TaskStanding? standing, Palette palette, DateTimeOffset now, bool sinceWhen = false)
    {
        var group = TaskGroups.Of(task, standing);
        return new TaskRow(
            group,
            Cell.Of(task.Id.Value.Length > 0 ? task.Id.Value : "(no id)", palette.Strong),
            group == TaskGroup.Finished ? Cell.Of(task.State.ToWord(), palette.Of(task.State)) : Cell.Of(task.Priority.ToWord(), palette.Of(task.Priority)),
            task.Title.Length > 0 ? Cell.Of(task.Title, palette.Plain) : Cell.Of("(no title)", palette.Quiet),
            group switch
            {
                TaskGroup.ToMend => [Cell.Of(task.Problems[0].ToString(), palette.Bad)],
                TaskGroup.InHand => InHand(task, standing, palette, now, sinceWhen),
                TaskGroup.Ready => [Ready(task, standing, palette)],
                TaskGroup.Waiting => [Waiting(task, standing, palette)],
                _ => [Cell.Of(task.AssignedTo, palette.Quiet), Cell.Of(Ago(task.UpdatedAt, now), palette.Quiet)],
            });
    }

    private static Cell[] InHand(TaskItem task, TaskStanding? standing, Palette palette, DateTimeOffset now, bool sinceWhen) =>
    [
        Cell.Of(task.AssignedTo ?? "(nobody)", palette.InHand),
        Cell.Of(task.State == TaskState.Claimed ? "claimed" : task.Progress is { } progress ? $"{progress} %" : "begun", palette.Plain),
        sinceWhen && Resumption.SinceWhen(task) is { } then ? Cell.Of($"for {(now - then).InPassing()}", palette.Quiet) : Cell.None,
        standing switch
        {
            { IsExpired: true } => Cell.Of("lease is over", palette.Waiting),
            { LeaseExpiresAt: { } end } => Cell.Of($"{(end - now).InPassing()} left", palette.Quiet),
            { HasNoLease: true } => Cell.Of("no lease", palette.Quiet),
            _ => Cell.None,
        },
    ];

    private static Cell Ready(TaskItem task, TaskStanding? standing, Palette palette) => task switch
    {
        { AssignedTo: null, Persona: { Length: > 0 } persona } => Cell.Of($"for the persona {persona}", palette.Quiet),
        { AssignedTo: null } => Cell.None,
        _ when standing is { IsExpired: true } => Cell.Of($"lease of {task.AssignedTo} is over{(task.Progress is { } progress ? $", {progress} %" : "")}", palette.Waiting),
        _ => Cell.Of($"for {task.AssignedTo}", palette.Quiet),
    };

    private static Cell Waiting(TaskItem task, TaskStanding? standing, Palette palette)
    {
        var reasons = standing?.WaitingBecause ?? [];
        var whom = task.AssignedTo is { } agent ? $"for {agent}; " : "";
        return reasons.Count == 0
            ? Cell.Of(whom.TrimEnd(' ', ';'), palette.Quiet)
            : Cell.Of(
                $"{whom}{reasons[0].TrimEnd('.')}{(reasons.Count > 1 ? $", and {reasons.Count - 1} more" : "")}{(whom.Length == 0 && task.Persona is { Length: > 0 } persona ? $"; for the persona {persona}" : "")}",
                string.IsNullOrEmpty(task.Blocked) ? palette.Quiet : palette.Waiting);
    }

    private static string Ago(DateTimeOffset? time, DateTimeOffset now) => time is { } then ? $"{(now - then).InPassing()} ago" : "";
}
