using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>What a plan would come to, as long as nothing changes. Ids that nobody chose will be others.</summary>
/// <param name="Snapshot">The board as it would be.</param>
public sealed record PlanPreview(BoardSnapshot Snapshot)
{
    /// <summary>The tasks that would be added, in the order of the plan.</summary>
    public ValueList<TaskId> Tasks { get; init; } = [];

    /// <summary>Which key stands for which task, in the order of the plan.</summary>
    public ValueList<KeyValuePair<string, TaskId>> Keys { get; init; } = [];

    /// <summary>Those of them that could be claimed at once, in the order in which they would be.</summary>
    public ValueList<TaskId> Ready { get; init; } = [];

    /// <summary>What the caller should know all the same, as sentences.</summary>
    public ValueList<string> Warnings
    {
        get => Said.Select(warning => warning.Text).ToValueList();
        init => Said = value.Select(Sentence.WithMarks).ToValueList();
    }

    /// <summary>The warnings, which know what they quote.</summary>
    internal ValueList<Sentence> Said { get; init; } = [];
}
