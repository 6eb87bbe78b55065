using TaskBoard.Rules;

namespace TaskBoard.Files;

/// <summary>Reads a task's properties into the typed view: generous where the meaning is certain, holding the task where it is not.</summary>
internal static class TaskReader
{
    private const int TitleLength = 80;

    // Written out: asking the enumerations is reflection, at every start of a program.
    private static readonly string[] States =
    [
        TaskState.Pending.ToWord(), TaskState.Claimed.ToWord(), TaskState.InProgress.ToWord(),
        TaskState.Completed.ToWord(), TaskState.Failed.ToWord(), TaskState.Cancelled.ToWord(),
    ];

    private static readonly string[] Priorities =
        [TaskPriority.Critical.ToWord(), TaskPriority.High.ToWord(), TaskPriority.Medium.ToWord(), TaskPriority.Low.ToWord()];

    /// <summary>The typed view. Faults are listed in <see cref="TaskItem.Problems"/>, at line 0 (<see cref="BoardText"/> knows the lines).</summary>
    /// <param name="task">The task.</param>
    /// <param name="before">The same task before a change, whose typed view is there: long lists that stayed are taken from it; null: read all.</param>
    /// <param name="faults">What each fault is about.</param>
    public static TaskItem Read(TaskContent task, TaskContent? before, out IReadOnlyList<TaskFault> faults)
    {
        var values = new TaskValues(task);
        var id = IdOf(task["id"], out var idFault);
        if (idFault is not null)
        {
            values.Add("id", idFault);
        }

        var title = values.Text("title");
        var description = values.Text("description") ?? "";
        var item = new TaskItem
        {
            Id = id,
            Title = title is { Length: > 0 } ? title : FirstLine(description),
            Description = description,
            State = values.Word("status", Words.ParseState, States) ?? TaskState.Pending,
            AssignedTo = values.TextOrNull("assigned_to"),
            Persona = values.TextOrNull("persona"),
            Priority = values.Word("priority", Words.ParsePriority, Priorities) ?? TaskPriority.Medium,
            DependsOn = values.Ids("depends_on"),
            Parent = values.Id("parent"),
            Related = values.Ids("related"),
            Labels = values.Texts("labels"),
            Paths = values.Texts("paths"),
            Acceptance = values.Texts("acceptance"),
            NotBefore = values.Moment("not_before"),
            Attempts = values.Integer("attempts", 0, TaskItem.MostAttempts) ?? 0,
            Failures = values.Integer("failures", 0, TaskItem.MostAttempts) ?? 0,
            MaxAttempts = values.Integer("max_attempts", 1, TaskItem.MostAttempts),
            RetryDelay = values.Span("retry_delay", TimeSpan.Zero),
            RetryMaxDelay = values.Span("retry_max_delay", TimeSpan.Zero),
            MaxRun = values.Span("max_run", TimeSpan.FromSeconds(1)),
            Progress = values.Integer("progress", 0, 100),
            Blocked = values.TextOrNull("blocked"),
            Notes = values.Entries("notes", NestedValues.Note, Earlier("notes", i => i.Notes)),
            Result = NestedValues.Result(values),
            CreatedBy = values.TextOrNull("created_by"),
            CreatedAt = values.Moment("created_at"),
            UpdatedAt = values.Moment("updated_at"),
            History = values.Entries("history", NestedValues.HistoryEntry, Earlier("history", i => i.History)),
            Content = task,
        };
        faults = values.Faults;
        return faults.Count == 0 ? item : item with { Problems = faults.Select(f => Problem(f, id)).ToValueList() };

        (string Json, ValueList<T> Read)? Earlier<T>(string name, Func<TaskItem, ValueList<T>> list) =>
            before is { Item.Held: false } && before[name] is { } json ? (json, list(before.Item)) : null;
    }

    /// <summary>A task's id: a string, or a number by its raw token, that can be one; otherwise the default value and why.</summary>
    public static TaskId IdOf(string? json, out string? fault)
    {
        var text = json is [>= '0' and <= '9' or '-', ..] ? json : JsonText.Text(json);
        fault = (json, text) switch
        {
            (null, _) => "The task has no id. Give it one that no other task of the board has.",
            (_, null) => $"\"id\" must be a string, and is {JsonKind.Name(json)}.",
            _ when JsonText.HasLoneSurrogate(text) => "\"id\" holds half a character (a lone surrogate).",
            _ => TaskId.Fault(text),
        };
        return fault is null ? TaskId.Parse(text!) : default;
    }

    /// <summary>A fault as a problem without a place.</summary>
    public static BoardProblem Problem(TaskFault fault, TaskId id) => new(0, 0, fault.Message, id == default ? null : id.Value);

    private static string FirstLine(string text)
    {
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end].TrimEnd();
        if (line.Length > TitleLength)
        {
            line = line[..(char.IsHighSurrogate(line[TitleLength - 1]) ? TitleLength - 1 : TitleLength)];
        }

        return line.ToString();
    }
}
