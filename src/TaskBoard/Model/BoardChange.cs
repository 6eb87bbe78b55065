using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>What a change came to.</summary>
public sealed record BoardChange
{
    /// <summary>
    /// The revision it became; where nothing had to change, the one that the board was at. What was repeated with its request key has the
    /// revision of the first time, which <see cref="BoardSnapshot.Revision"/> of <see cref="Snapshot"/> may have left behind.
    /// </summary>
    public required long Revision { get; init; }

    /// <summary>The board at the end of the turn: after this change, and after what other callers and hand edits did in the same turn.</summary>
    public required BoardSnapshot Snapshot { get; init; }

    /// <summary>What was recorded for it; empty where nothing had to change.</summary>
    public ValueList<BoardEvent> Events { get; init; } = [];

    /// <summary>The tasks that were added or acted on.</summary>
    public ValueList<TaskId> Tasks { get; init; } = [];

    /// <summary>Which key of a plan became which task, in the order of the plan; empty where it was no plan.</summary>
    public ValueList<KeyValuePair<string, TaskId>> Keys { get; init; } = [];

    /// <summary>The claim it is about; null: none.</summary>
    public ClaimHandle? Claim { get; init; }

    /// <summary>
    /// How long the claim lives, as granted or renewed by this change; null: it granted and renewed none, or it had been done already and its answer is
    /// only repeated.
    /// </summary>
    public ClaimLease? Lease { get; init; }

    /// <summary>Tasks that became ready by it.</summary>
    public ValueList<TaskId> Ready { get; init; } = [];

    /// <summary>What the caller should know all the same, as sentences.</summary>
    public ValueList<string> Warnings
    {
        get => Said.Select(warning => warning.Text).ToValueList();
        init => Said = value.Select(Sentence.WithMarks).ToValueList();
    }

    /// <summary>The warnings, which know what they quote.</summary>
    internal ValueList<Sentence> Said { get; init; } = [];

    /// <summary>It had been done already: the operation led to the present state, or its request key was known.</summary>
    public bool AlreadyDone { get; init; }

    /// <summary>A claim gave back a task that the agent already held.</summary>
    public bool Resumed { get; init; }

    /// <summary>A result came after its lease had ended, before anybody else claimed.</summary>
    public bool Late { get; init; }

    /// <summary>The first of <see cref="Tasks"/>, as it is after the change; null: there is none, or it was taken off the board.</summary>
    public TaskItem? Task => Tasks.Count == 0 ? null : Snapshot.Find(Tasks[0]);
}
