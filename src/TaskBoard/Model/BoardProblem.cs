using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>Something in <c>tasks.json</c> that a person should mend.</summary>
/// <param name="Line">Line in the file, from 1; 0: the file as a whole.</param>
/// <param name="Column">Column in characters (UTF-16), from 1; 0: the line as a whole.</param>
/// <param name="Message">What is wrong and what to do, as a sentence. Holds text of the board: show it through a control-character filter.</param>
/// <param name="Task">The id of the task concerned; null: none, or it has no usable id.</param>
public sealed record BoardProblem(int Line, int Column, string Message, string? Task = null)
{
    /// <summary>What <see cref="ToString"/> says, knowing what it quotes: what comes of a file stands in quotation marks.</summary>
    internal Sentence Said => Line == 0 ? Sentence.WithMarks(Message) : $"line {Line}, column {Column}: {Sentence.WithMarks(Message)}";

    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? Message : $"line {Line}, column {Column}: {Message}";
}
