namespace TaskBoard;

/// <summary>The last change of an agent cannot be undone, because something later touched the same; nothing was changed.</summary>
public sealed class UndoRefusedException : BoardException
{
    private const int Told = 5;

    internal UndoRefusedException(long revision, string agent, string? what, IReadOnlyList<UndoObstacle> obstacles)
        : base(BoardErrorCodes.UndoRefused, BoardErrorKind.Refused,
            $"Revision {revision}{(what is null ? "" : $" ({what})")}, the last change by {agent}, cannot be undone: {string.Join("; ", obstacles.Take(Told).Select(Text))}"
            + $"{(obstacles.Count > Told ? $"; and {obstacles.Count - Told} more" : "")}. Nothing was changed. Set right by 'taskboard edit' what is to be otherwise, "
            + $"or see with 'taskboard restore --at {revision - 1} --dry-run' what going back further would change.")
    {
        Revision = revision;
        Obstacles = obstacles.ToValueList();
        Task = obstacles[0].Task;
    }

    /// <summary>The revision that cannot be undone.</summary>
    public long Revision { get; }

    /// <summary>What is in the way.</summary>
    public ValueList<UndoObstacle> Obstacles { get; }

    private static string Text(UndoObstacle obstacle)
    {
        var of = obstacle.Task is { } task ? $" of task '{task}'" : " of the file";
        return obstacle switch
        {
            { Revision: { } later, Source: BoardEventSource.HandEdit } => $"revision {later}, a hand edit{(obstacle.Agent is { } editor ? $" of {editor}" : "")}, changed {Names(obstacle.Properties)}{of} since",
            { Revision: { } later } => $"revision {later} by {obstacle.Agent ?? "somebody unknown"} changed {Names(obstacle.Properties)}{of} since",
            { NamedBy.Count: > 0 } => $"other tasks name task '{obstacle.Task}' by now: {Names(obstacle.NamedBy)}",
            _ => $"{Names(obstacle.Properties)}{of} changed in the same moment",
        };
    }

    private static string Names(ValueList<string> names) => string.Join(", ", names.Take(Told)) + (names.Count > Told ? $" and {names.Count - Told} more" : "");
}
