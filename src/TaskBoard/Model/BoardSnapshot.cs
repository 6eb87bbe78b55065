using System.Diagnostics.CodeAnalysis;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>A board at one moment. Immutable; safe for use by many threads.</summary>
public sealed record BoardSnapshot
{
    /// <summary>Stands for those of <see cref="Text"/>.</summary>
    private static readonly ValueList<TaskItem> TasksOfText = new([]);

    /// <summary>The same.</summary>
    private static readonly ValueList<BoardProblem> ProblemsOfText = new([]);

    private readonly Lazy<BoardText>? _text;
    private readonly ValueList<TaskItem> _tasks = [];
    private readonly ValueList<BoardProblem> _problems = [];
    private BoardContent? _content;

    /// <summary>A board of given tasks.</summary>
    public BoardSnapshot()
    {
    }

    /// <summary>The board that a text means; its tasks are typed when they are asked for, and the text is parsed if it was not yet.</summary>
    [SetsRequiredMembers]
    internal BoardSnapshot(Lazy<BoardText> text) => (_text, Tasks, _problems) = (text, TasksOfText, ProblemsOfText);

    /// <summary>All tasks, in the order of the file.</summary>
    public required ValueList<TaskItem> Tasks
    {
        get => Text is { } text && ReferenceEquals(_tasks, TasksOfText) ? text.Tasks : _tasks;
        init => _tasks = value;
    }

    /// <summary>
    /// False: <c>tasks.json</c> could not be read, and this is the last good revision from the history; <see cref="Problems"/> says why.
    /// </summary>
    public bool Readable { get; init; } = true;

    /// <summary>The revision this is known to be; null: read from the file alone, which does not say.</summary>
    public long? Revision { get; init; }

    /// <summary>Everything in the file that a person should mend, tasks that are held included.</summary>
    public ValueList<BoardProblem> Problems
    {
        get => Text is { } text && ReferenceEquals(_problems, ProblemsOfText) ? text.Problems.ToValueList() : _problems;
        init => _problems = value;
    }

    /// <summary>The whole board as JSON text in the form of <c>tasks.json</c>: an array, or an object with a <c>tasks</c> array.</summary>
    public string ToJson() => Content.ToJson();

    /// <summary>The task of this id; null where the board has none.</summary>
    public TaskItem? Find(TaskId id) => Content.Find(id.Value)?.Item;

    /// <summary>
    /// Everything that a person should know about it, in the order of the file: what the file's reader found (<see cref="Problems"/>), links that
    /// lead nowhere or in a circle, states and times that contradict each other, and texts that look alike and are not.
    /// </summary>
    /// <param name="personas">The personas that are described (<see cref="Board.PersonasAsync"/>), where tasks that ask for another are to be told too; null: they are not.</param>
    public ValueList<BoardFinding> Check(IReadOnlyCollection<Persona>? personas = null) => BoardCheck.Of(this, personas ?? []).ToValueList();

    /// <summary>The problems that <see cref="Check"/> would tell, and no remarks, which take longer to look for.</summary>
    internal ValueList<BoardFinding> CheckForProblems() => BoardCheck.Of(this, [], onlyProblems: true).ToValueList();

    /// <summary>The personas that unfinished tasks ask for and nobody describes, in the order of their names.</summary>
    /// <param name="personas">Those that are described (<see cref="Board.PersonasAsync"/>).</param>
    public ValueList<string> UndescribedPersonas(IReadOnlyCollection<Persona> personas)
    {
        ArgumentNullException.ThrowIfNull(personas);
        return PersonaNames.Undescribed(Tasks, personas).Order(StringComparer.Ordinal).ToValueList();
    }

    /// <summary>The board as JSON values.</summary>
    internal BoardContent Content
    {
        get => _content ??= Text?.Content ?? new BoardContent(Tasks.Select(t => TaskContent.FromJson(t.Id.Value, t.Json)).ToArray());
        init => _content = value;
    }

    /// <summary>The text of the file that this was read from; null: it was not read from a file.</summary>
    internal BoardText? Text => _text?.Value;

    /// <summary>The leases at that moment, by task; null: not read.</summary>
    internal IReadOnlyDictionary<string, Lease>? Leases { get; init; }

    /// <inheritdoc/>
    public bool Equals(BoardSnapshot? other) =>
        other is not null && Readable == other.Readable && Revision == other.Revision && Tasks.Equals(other.Tasks) && Problems.Equals(other.Problems);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Readable, Revision, Tasks, Problems);
}
