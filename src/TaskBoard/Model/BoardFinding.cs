using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>Something on a board that a person should know.</summary>
/// <param name="IsProblem">Whether it is to be mended; else a remark.</param>
/// <param name="Message">What, where and what to do, as a sentence. Holds text of the board: show it through a control-character filter.</param>
/// <param name="Task">The id of the task concerned; null: none.</param>
/// <param name="Line">Line in <c>tasks.json</c>, from 1; 0: no place in the file.</param>
/// <param name="Column">Column in characters (UTF-16), from 1; 0: the line as a whole.</param>
public sealed record BoardFinding(bool IsProblem, string Message, string? Task = null, int Line = 0, int Column = 0)
{
    /// <summary>What a monitor calls it (<see cref="MonitorCodes"/>); null: a problem like others.</summary>
    public string? Code { get; init; }

    /// <summary>The message, knowing what it quotes.</summary>
    internal Sentence Words { get; init; } = Sentence.WithMarks(Message);

    /// <summary>What <see cref="ToString"/> says, knowing what it quotes.</summary>
    internal Sentence Said => Line == 0 ? Words : $"line {Line}, column {Column}: {Words}";

    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? Message : $"line {Line}, column {Column}: {Message}";
}
