namespace TaskBoard.Cli.Input;

/// <summary>One of several things that are wrong with what was handed in.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in characters, from 1.</param>
/// <param name="Task">What the task is called there; null: nothing, or it is about no task.</param>
/// <param name="Message">What and what to do.</param>
internal sealed record InputProblem(int Line, int Column, string? Task, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"line {Line}, column {Column}{(Task is null ? "" : $", '{Task}'")}: {Message}";
}
