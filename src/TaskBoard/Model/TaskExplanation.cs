using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>Why a task can or cannot be claimed, and what to do about it. Computed, as of one moment.</summary>
/// <param name="Task">The task.</param>
/// <param name="Standing">Where it stands.</param>
public sealed record TaskExplanation(TaskItem Task, TaskStanding Standing)
{
    /// <summary>
    /// What keeps whoever asks from it even where it is ready, each as a sentence: whom and which persona it is meant for. Where nobody in particular
    /// asks: what keeps anybody.
    /// </summary>
    public ValueList<string> NotForAll { get; init; } = [];

    /// <summary>What it depends on, and what its parents depend on, in the order of the file; completed ones too.</summary>
    public ValueList<TaskLink> Dependencies { get; init; } = [];

    /// <summary>Its subtasks, for which it waits.</summary>
    public ValueList<TaskLink> Subtasks { get; init; } = [];

    /// <summary>A circle that it waits in, such as <c>a -> b -> a</c>; null: it is in none.</summary>
    public string? Cycle { get; init; }

    /// <summary>The unfinished tasks that wait for it: those that depend on it, and its parent.</summary>
    public ValueList<TaskLink> NeededBy { get; init; } = [];

    /// <summary>How many unfinished tasks wait for it, directly or through others.</summary>
    public int Unlocks { get; init; }

    /// <summary>What to do so that it goes on, each as a sentence, the most telling first; never empty.</summary>
    public ValueList<string> Advice
    {
        get => Said.Select(advice => advice.Text).ToValueList();
        init => Said = value.Select(Sentence.WithMarks).ToValueList();
    }

    /// <summary>The advice, which knows what it quotes.</summary>
    internal ValueList<Sentence> Said { get; init; } = [];
}

/// <summary>A task that another waits for, or that waits for another.</summary>
/// <param name="Id">The id by which it is named.</param>
/// <param name="Task">The task; null: it is not on the board.</param>
public sealed record TaskLink(string Id, TaskItem? Task)
{
    /// <summary>The parent on whose account it is waited for; null: it is the task's own.</summary>
    public string? Through { get; init; }

    /// <summary>Nobody waits for it any more.</summary>
    public bool IsMet { get; init; }

    /// <summary>How it stands, each as a sentence: in whose hands, or what holds it back in turn; empty where <see cref="IsMet"/>.</summary>
    public ValueList<string> Because { get; init; } = [];
}
