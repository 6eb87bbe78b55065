using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>What keeps a plan from being added.</summary>
/// <param name="Task">The place of the task in the plan, from 0; -1: the plan as a whole.</param>
/// <param name="Message">What and what to do, as a sentence. Holds text of the plan and of the board: show it through a control-character filter.</param>
public sealed record PlanProblem(int Task, string Message)
{
    /// <summary>What the task is called in the plan: its key, else its id, else its title; null: nothing.</summary>
    public string? Name { get; init; }

    /// <summary>The property concerned, by its name in <c>tasks.json</c> (or <c>key</c>); null: the task as a whole.</summary>
    public string? Property { get; init; }

    /// <summary>The place in the list that the property holds, from 0; null: the property as a whole.</summary>
    public int? Element { get; init; }

    /// <summary>The message, knowing what it quotes.</summary>
    internal Sentence Said { get; init; } = Sentence.WithMarks(Message);

    /// <inheritdoc/>
    public override string ToString() => Task < 0 ? Message : $"task {Task + 1}{(Name is null ? "" : $" ('{Name}')")}: {Message}";
}
