using System.Globalization;
using System.Text.Json;

namespace TaskBoard.Cli.Output;

/// <summary>A report as a document: whole, where the text is cut.</summary>
internal static class ReportJson
{
    /// <summary>Writes it.</summary>
    public static void Write(CommandCall call, BoardReport report) => call.WriteDocument("board.report", writer =>
    {
        writer.WriteString("board", report.Name);
        writer.WriteNumber("revision", report.Revision);
        writer.WriteText("recorded_at", report.Time?.ToText());
        if (report.Start.AfterRevision is { } revision)
        {
            writer.WriteNumber("since_revision", revision);
        }
        else
        {
            writer.WriteText("since", report.Start.Since?.ToText());
        }

        WriteCounts(writer, report.Counts);
        writer.WriteStrings("problems", report.Problems);
        WriteList(writer, "workers", report.Workers, WriteWorker);
        WriteList(writer, "integration_points", report.IntegrationPoints, WriteIntegration);
        WriteList(writer, "blocked", report.Blocked, WriteBlocked);
        WriteList(writer, "bottlenecks", report.Bottlenecks, static (w, b) =>
        {
            WriteTask(w, "task", b.Task);
            w.WriteNumber("waiting", b.Waiting);
        });
        WriteList(writer, "milestones", report.Milestones, static (w, m) =>
        {
            w.WriteString("name", m.Name);
            WriteCounts(w, m.Counts);
            WriteTasks(w, "open", m.Open);
        });
        WriteList(writer, "actions", report.Actions, WriteAction);
        WriteList(writer, "finished", report.Finished, WriteFinished);
    });

    private static void WriteWorker(Utf8JsonWriter writer, ReportedWorker worker)
    {
        writer.WriteText("name", worker.Name);
        writer.WriteBoolean("agent", worker.IsAgent);
        writer.WriteText("persona", worker.Persona);
        writer.WriteStrings("agents", worker.Agents);
        writer.WriteText("role", worker.Role);
        writer.WriteText("focus", worker.Focus);
        writer.WriteText("working_directory", worker.WorkingDirectory);
        writer.WriteStrings("paths", worker.Paths);
        writer.WriteText("note", worker.Note);
        WriteTasks(writer, "in_hand", worker.InHand);
        WriteTasks(writer, "next", worker.Next);
        writer.WriteNumber("completed", worker.Completed);
    }

    private static void WriteIntegration(Utf8JsonWriter writer, IntegrationPoint point)
    {
        writer.WriteString("kind", point.Kind switch
        {
            IntegrationKind.Dependency => "dependency",
            IntegrationKind.Related => "related",
            _ => "paths",
        });
        writer.WriteText("path", point.Path);
        WriteTasks(writer, "tasks", point.Tasks);
    }

    private static void WriteBlocked(Utf8JsonWriter writer, BlockedTask blocked)
    {
        WriteTask(writer, "task", blocked.Task);
        writer.WriteBoolean("stuck", blocked.IsStuck);
        writer.WriteStrings("because", blocked.Because);
        WriteTasks(writer, "waits_for", blocked.WaitsFor);
    }

    private static void WriteAction(Utf8JsonWriter writer, ReportedAction action)
    {
        writer.WriteString("day", action.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        writer.WriteString("who", action.Who);
        writer.WriteString("what", action.What);
        writer.WriteStrings("tasks", action.Tasks.Select(t => t.Id));
        writer.WriteStartArray("details");
        foreach (var details in action.Details)
        {
            writer.WriteStringValue(details);
        }

        writer.WriteEndArray();
    }

    private static void WriteFinished(Utf8JsonWriter writer, FinishedTask finished)
    {
        WriteTask(writer, "task", finished.Task);
        writer.WriteText("at", finished.At?.ToText());
        writer.WriteText("summary", finished.Result?.Summary);
        writer.WriteRaw("evidence", finished.Result?.Evidence);
        writer.WriteStrings("artifacts", finished.Result?.Artifacts ?? []);
    }

    private static void WriteCounts(Utf8JsonWriter writer, TaskCounts counts)
    {
        writer.WriteStartObject("counts");
        writer.WriteNumber("total", counts.Total);
        writer.WriteNumber("completed", counts.Completed);
        writer.WriteNumber("in_hand", counts.InHand);
        writer.WriteNumber("ready", counts.Ready);
        writer.WriteNumber("waiting", counts.Waiting);
        writer.WriteNumber("failed", counts.Failed);
        writer.WriteNumber("cancelled", counts.Cancelled);
        writer.WriteNumber("percent", counts.Percent);
        writer.WriteEndObject();
    }

    private static void WriteTasks(Utf8JsonWriter writer, string name, IEnumerable<ReportedTask> tasks) => WriteList(writer, name, tasks, WriteTask);

    private static void WriteTask(Utf8JsonWriter writer, string name, ReportedTask task)
    {
        writer.WriteStartObject(name);
        WriteTask(writer, task);
        writer.WriteEndObject();
    }

    private static void WriteTask(Utf8JsonWriter writer, ReportedTask task)
    {
        writer.WriteString("id", task.Id);
        writer.WriteString("title", task.Title);
        writer.WriteString("status", task.State.ToWord());
        writer.WriteText("worker", task.Worker);
        writer.WriteBoolean("ready", task.IsReady);
        writer.WriteText("blocked", task.Blocked);
        writer.WriteBoolean("lease_expired", task.IsExpired);
        writer.WriteBoolean("waits_for_subtasks", task.WaitsForSubtasks);
        if (task.Progress is { } progress)
        {
            writer.WriteNumber("progress", progress);
        }

        if (task.Since is { } since)
        {
            writer.WriteString("since", since.ToText());
        }

        if (task.HasNoLease)
        {
            writer.WriteBoolean("no_lease", true);
        }

        if (task.LastNote is { } note)
        {
            writer.WriteString("last_note", note);
        }

        if (task.WaitsFor.Count > 0)
        {
            writer.WriteStrings("waits_for", task.WaitsFor);
        }

        if (task.SubtaskCount > 0)
        {
            writer.WriteNumber("subtasks_total", task.SubtaskCount);
            writer.WriteNumber("subtasks_finished", task.SubtasksFinished);
        }

        if (task.Subtasks.Count > 0)
        {
            writer.WriteStrings("subtasks", task.Subtasks);
        }
    }

    private static void WriteList<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
