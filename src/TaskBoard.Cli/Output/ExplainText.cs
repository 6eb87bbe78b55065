using System.Text.Json;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>Why a task is or is not ready.</summary>
internal static class ExplainText
{
    /// <summary>Writes it: drawn on a terminal, otherwise as plain lines.</summary>
    public static void Write(CommandCall call, TaskExplanation explanation)
    {
        if (call.Json)
        {
            call.WriteDocument("task.explain", writer => Write(writer, explanation));
        }
        else if (call.Screen is { } screen)
        {
            WriteOn(DrawnTaskSheet.On(screen, call.Streams.Out), explanation);
        }
        else
        {
            var plain = new PlainTaskSheet();
            WriteOn(plain, explanation);
            call.Streams.Out.Write(plain.ToString());
        }
    }

    private static void WriteOn(ITaskSheet sheet, TaskExplanation why)
    {
        sheet.Title(why.Task);
        sheet.Line("status", why.Task.State.ToWord() + (why.Standing.Ready ? " (ready)" : why.Task.State == TaskState.Pending ? " (not ready)" : ""));
        Lines("not ready", why.Standing.WaitingBecause);
        Lines("not for all", why.NotForAll);
        Lists("depends on", why.Dependencies);
        Lists("subtasks", why.Subtasks);
        Lists("needed by", why.NeededBy.Select(n => n with { Because = [] }));
        if (why.Unlocks > 0)
        {
            sheet.Line("unlocks", $"{(why.Unlocks == 1 ? "1 task waits" : $"{why.Unlocks} tasks wait")} for it, directly or not");
        }

        sheet.List("what to do", why.Advice);

        void Lines(string name, IEnumerable<string> values)
        {
            foreach (var value in values)
            {
                sheet.Line(name, value);
            }
        }

        void Lists(string name, IEnumerable<TaskLink> links)
        {
            if (links.Select(Text).ToList() is { Count: > 0 } all)
            {
                sheet.List(name, all);
            }
        }
    }

    private static string Text(TaskLink link)
    {
        var head = link.Task is null ? link.Id : $"{link.Id}  {link.Task.State.ToWord()}  {link.Task.Title}";
        var through = link.Through is null ? "" : $"  (by its parent {link.Through})";
        return $"{head}{through}{(link.Because.Count > 0 ? $": {string.Join("; ", link.Because)}" : "")}";
    }

    private static void Write(Utf8JsonWriter writer, TaskExplanation why)
    {
        writer.WritePropertyName("item");
        writer.WriteTask(why.Task, why.Standing);
        writer.WriteStrings("not_for_all", why.NotForAll);
        Links("dependencies", why.Dependencies);
        Links("subtasks", why.Subtasks);
        writer.WriteText("cycle", why.Cycle);
        Links("needed_by", why.NeededBy);
        writer.WriteNumber("unlocks", why.Unlocks);
        writer.WriteStrings("advice", why.Advice);

        void Links(string name, IEnumerable<TaskLink> links)
        {
            writer.WriteStartArray(name);
            foreach (var link in links)
            {
                writer.WriteStartObject();
                writer.WriteString("id", link.Id);
                writer.WriteText("status", link.Task?.State.ToWord());
                writer.WriteText("title", link.Task?.Title);
                writer.WriteText("through", link.Through);
                writer.WriteBoolean("met", link.IsMet);
                writer.WriteStrings("because", link.Because);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }
}
