namespace TaskBoard;

/// <summary>What keeps a change from being undone.</summary>
/// <param name="Revision">The later revision that touched the same; null: a change made in the same moment, or a link.</param>
/// <param name="Agent">Who made it; null: not known.</param>
/// <param name="Source">By whose hand (<see cref="BoardEventSource"/>); null: it is no change.</param>
/// <param name="Task">The task; null: what stands around the tasks in the file.</param>
/// <param name="Properties">The properties that both changed; empty: it is a link.</param>
public sealed record UndoObstacle(long? Revision, string? Agent, string? Source, string? Task, ValueList<string> Properties)
{
    /// <summary>The tasks that name this one as their parent or dependency by now, and so would name nothing; empty: it is a change.</summary>
    public ValueList<string> NamedBy { get; init; } = [];
}
