using System.Text.Json;

namespace TaskBoard.Mcp.Answers;

/// <summary>What lists tell of a task: enough to choose by. Properties that say nothing are left out.</summary>
internal static class TaskLines
{
    private const int Title = 160;
    private const int Word = 200;
    private const int Names = 6;

    /// <summary>Writes a task in short.</summary>
    public static void Write(Utf8JsonWriter writer, TaskItem task, TaskStanding? standing)
    {
        writer.WriteStartObject();
        writer.WriteString("id", task.Id.Value);
        writer.WriteString("title", ShortText.Of(task.Title, Title));
        writer.WriteString("status", task.State.ToWord());
        if (task.Priority != TaskPriority.Medium)
        {
            writer.WriteString("priority", task.Priority.ToWord());
        }

        Text(writer, "persona", task.Persona);
        Text(writer, "assigned_to", task.AssignedTo);
        Text(writer, "parent", task.Parent);
        if (task.Progress is { } progress)
        {
            writer.WriteNumber("progress", progress);
        }

        if (standing is { Ready: true })
        {
            writer.WriteBoolean("ready", true);
        }

        List(writer, "waiting_for", standing?.WaitingFor ?? []);
        Text(writer, "blocked", task.Blocked);
        List(writer, "labels", task.Labels);
        if (standing?.LeaseExpiresAt is { } end)
        {
            writer.WriteString("lease_expires_at", end.ToText());
        }

        if (standing is { IsExpired: true })
        {
            writer.WriteBoolean("lease_is_over", true);
        }

        if (task.Held)
        {
            writer.WriteBoolean("needs_mending", true);
        }

        writer.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter writer, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            writer.WriteString(name, ShortText.Of(text, Word));
        }
    }

    private static void List(Utf8JsonWriter writer, string name, ValueList<string> texts)
    {
        if (texts.Count > 0)
        {
            writer.WriteStrings(name, texts.Take(Names).Select(t => ShortText.Of(t, Word)));
        }

        if (texts.Count > Names)
        {
            writer.WriteNumber($"{name}_total", texts.Count);
        }
    }
}
