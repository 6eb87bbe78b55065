using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>A page of tasks, as lines or as a document.</summary>
internal static class TaskListText
{
    /// <summary>Writes the page.</summary>
    public static void Write(CommandCall call, BoardSnapshot snapshot, TaskPage page)
    {
        if (call.Json)
        {
            WriteDocument(call, snapshot, page);
            return;
        }

        if (call.Screen is { } screen)
        {
            TaskTable.Draw(screen, call.Streams.Out, page, call.Now());
        }
        else
        {
            WriteLines(call, page);
        }

        if (page.Next is { } next)
        {
            call.Say($"{page.Tasks.Count} of {page.Total}: --after {next}");
        }

        if (page.Finished > 0)
        {
            call.Say($"+{page.Finished} finished{(page.Failed > 0 ? $", {page.Failed} of them FAILED" : "")}: --all");
        }

        if (page.Total + page.Finished == 0)
        {
            call.Say(snapshot.Tasks.Count == 0 ? "No tasks yet." : "No task fits.");
        }
    }

    private static void WriteLines(CommandCall call, TaskPage page)
    {
        var width = page.Tasks.Select(t => VisibleText.Line(t.Id.Value).Length).Append(2).Max();
        foreach (var task in page.Tasks)
        {
            call.WriteLine(LineOf(task, page.Standing.Of(task), width));
        }
    }

    private static string LineOf(TaskItem task, TaskStanding? standing, int width)
    {
        var id = VisibleText.Line(task.Id.Value.Length > 0 ? task.Id.Value : "(no id)");
        return $"{id.PadRight(width)}  {task.State.ToWord(),-11}  {task.Priority.ToWord(),-8}  {VisibleText.Line(task.Title)}{Remark(task, standing)}";
    }

    private static string Remark(TaskItem task, TaskStanding? standing)
    {
        var remarks = new List<string>();
        if (task.Held)
        {
            remarks.Add($"held: {task.Problems[0]}");
        }
        else if (standing is { IsExpired: true })
        {
            remarks.Add(standing.Ready ? "lease expired, can be claimed" : "lease expired");
        }
        else if (standing is { Ready: true })
        {
            remarks.Add("ready");
        }

        if (task.AssignedTo is { } agent)
        {
            remarks.Add(task.State == TaskState.Pending ? $"for {agent}" : agent);
        }

        if (standing is { HasNoLease: true })
        {
            remarks.Add("no lease");
        }

        if (task.State == TaskState.Pending && !string.IsNullOrEmpty(task.Persona))
        {
            remarks.Add($"for the persona {task.Persona}");
        }

        if (task is { State: TaskState.InProgress, Progress: { } progress })
        {
            remarks.Add($"{progress} %");
        }

        if (!task.Held && standing is { WaitingBecause: { Count: > 0 } reasons })
        {
            remarks.Add(reasons[0].TrimEnd('.') + (reasons.Count > 1 ? $", and {reasons.Count - 1} more" : ""));
        }

        return remarks.Count == 0 ? "" : $"  ({string.Join("; ", remarks)})";
    }

    private static void WriteDocument(CommandCall call, BoardSnapshot snapshot, TaskPage page) => call.WriteDocument("task.list", writer =>
    {
        writer.WriteStartArray("items");
        foreach (var task in page.Tasks)
        {
            writer.WriteTask(task, page.Standing.Of(task));
        }

        writer.WriteEndArray();
        writer.WriteNumber("total", page.Total);
        writer.WriteNumber("returned", page.Tasks.Count);
        writer.WriteText("next", page.Next);
        writer.WriteNumber("finished_left_out", page.Finished);
        ReadingText.Write(writer, snapshot);
    });
}
