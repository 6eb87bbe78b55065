using System.Text.Json;

namespace TaskBoard.Fronts;

/// <summary>A task in a document: the properties of <c>tasks.json</c> as they are, and the computed ones behind them.</summary>
internal static class TaskJson
{
    /// <summary>Holds what a task has of its own under the names of computed properties, and under this one.</summary>
    private const string Own = "properties";

    private static readonly string[] Computed =
        ["ready", "waiting_for", "waiting_because", "claim", "lease_expires_at", "max_run_at", "subtasks_total", "subtasks_finished", "problems", "quoted"];

    /// <summary>Writes a task.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="task">The task.</param>
    /// <param name="standing">Where it stands; null: not known.</param>
    public static void WriteTask(this Utf8JsonWriter writer, TaskItem task, TaskStanding? standing) =>
        writer.WriteTask(task, standing, standing?.WaitingBecause ?? [], task.Problems.Select(p => p.ToString()));

    /// <summary>Writes a task, with sentences about it in the words of the caller.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="task">The task.</param>
    /// <param name="standing">Where it stands; null: not known.</param>
    /// <param name="because">What holds it back.</param>
    /// <param name="problems">What is to be mended in the file.</param>
    /// <param name="more">Writes further computed properties.</param>
    /// <param name="without">A property that is left out; null: none.</param>
    public static void WriteTask(
        this Utf8JsonWriter writer, TaskItem task, TaskStanding? standing, IEnumerable<string> because, IEnumerable<string> problems, Action? more = null, string? without = null)
    {
        writer.WriteStartObject();
        WriteProperties(writer, task, without);
        writer.WriteBoolean("ready", standing?.Ready ?? false);
        writer.WriteStrings("waiting_for", standing?.WaitingFor ?? []);
        writer.WriteStrings("waiting_because", because);
        writer.WriteText("claim", task.Claim()?.ToString());
        writer.WriteText("lease_expires_at", standing?.LeaseExpiresAt?.ToText());
        if (standing is { MaxRunAt: { } end })
        {
            writer.WriteString("max_run_at", end.ToText());
        }

        if (standing is { Subtasks: > 0 })
        {
            writer.WriteNumber("subtasks_total", standing.Subtasks);
            writer.WriteNumber("subtasks_finished", standing.SubtasksFinished);
        }

        if (task.Held)
        {
            writer.WriteStrings("problems", problems);
        }

        more?.Invoke();

        writer.WriteEndObject();
    }

    /// <summary>Writes a task as it was, of which nothing is computed. What it has under names of computed properties stands where it does in every other answer.</summary>
    public static void WriteTaskAsItWas(this Utf8JsonWriter writer, TaskItem task)
    {
        writer.WriteStartObject();
        WriteProperties(writer, task);
        writer.WriteEndObject();
    }

    /// <summary>What came out of the tasks that a claim builds on, under the name <c>results</c>.</summary>
    public static void WriteResults(this Utf8JsonWriter writer, TaskBrief brief)
    {
        writer.WriteStartArray("results");
        foreach (var result in brief.Results)
        {
            writer.WriteStartObject();
            writer.WriteString("task", result.Task.Value);
            writer.WriteString("title", result.Title);
            writer.WriteString("summary", result.Summary);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The current claim of a task that is in hand; null: nobody has claimed it.</summary>
    public static ClaimHandle? Claim(this TaskItem task) =>
        task.State is TaskState.Claimed or TaskState.InProgress && task.Attempts > 0 && task.Id.Value.Length > 0 ? new ClaimHandle(task.Id, task.Attempts) : null;

    /// <summary>Where a task stands, as far as known.</summary>
    public static TaskStanding? Of(this IReadOnlyDictionary<TaskId, TaskStanding> standing, TaskItem task) => standing.GetValueOrDefault(task.Id);

    private static void WriteProperties(Utf8JsonWriter writer, TaskItem task, string? without = null)
    {
        using var document = BoardJson.Parse(task.Json);
        var own = new List<JsonProperty>();
        foreach (var property in document.RootElement.EnumerateObject())
        {
            // What a board has under the name of a computed property must not pass for it, nor be kept from view.
            if (property.TextOfName() is var name && (name == Own || Computed.Contains(name, StringComparer.Ordinal)))
            {
                own.Add(property);
            }
            else if (name != without)
            {
                WriteRaw(writer, property);
            }
        }

        if (own.Count > 0)
        {
            writer.WriteStartObject(Own);
            own.ForEach(property => WriteRaw(writer, property));
            writer.WriteEndObject();
        }
    }

    private static void WriteRaw(Utf8JsonWriter writer, JsonProperty property)
    {
        writer.WritePropertyName(property.TextOfName());
        writer.WriteRawValue(property.Value.GetRawText(), skipInputValidation: true);
    }
}
