using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>The compact JSON of a task, made when it is first asked for: most who read a board ask for it of few tasks. Immutable; compares by the text.</summary>
internal sealed class TaskText : IEquatable<TaskText>
{
    private readonly string? _json;
    private readonly TaskContent? _content;

    public TaskText(string json) => _json = json;

    public TaskText(TaskContent content) => _content = content;

    /// <summary>That of a task without properties.</summary>
    public static TaskText Empty { get; } = new("{}");

    public string Json => _json ?? _content!.Json;

    public bool Equals(TaskText? other) =>
        other is not null && (ReferenceEquals(this, other) || (_content is not null && ReferenceEquals(_content, other._content)) || Json == other.Json);

    public override bool Equals(object? obj) => Equals(obj as TaskText);

    public override int GetHashCode() => string.GetHashCode(Json, StringComparison.Ordinal);
}
