using System.Globalization;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using TaskBoard.Rules;

namespace TaskBoard.Mcp.Answers;

/// <summary>
/// The answer to a plan: which key became which id, in the order of the plan, as far as an answer may go. The rest stands on the board behind the last one told, so
/// that <c>list_tasks</c> goes on there.
/// </summary>
internal static class PlanAnswer
{
    private const int ForReady = 1_200;
    private const int ForWarnings = 600;

    /// <summary>That of a plan which was added.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="change">What it came to.</param>
    /// <param name="full">Nothing is to be left out.</param>
    public static CallToolResult Of(TaskPlan plan, BoardChange change, bool full)
    {
        var (quoted, room) = (new Quotations(), new Room(full));
        var ready = room.Take(change.Ready.Select(id => id.Value), ForReady, WriteText);
        var warnings = room.TakeWarnings(change.Said, quoted);
        var ids = room.Take(plan.Tasks.Zip(change.Tasks), int.MaxValue, WriteId);
        var next = ids.Count < change.Tasks.Count ? CursorBehind(change.Snapshot, change.Tasks[ids.Count - 1]) : null;
        return ToolAnswer.Of(
            (change.AlreadyDone ? "This plan was added before, by the same request key." : $"{change.Tasks.Count} tasks were added; {change.Ready.Count} ready.")
                + (next is null ? "" : $" 'ids' tells the first {ids.Count}: list_tasks with 'after' = 'next' goes on, in the order of the plan."),
            writer =>
            {
                Page.Write(writer, "ids", ids);
                Page.Write(writer, "ready", ready);
                writer.WriteNumber("ready_total", change.Ready.Count);
                writer.WriteNumber("revision", change.Revision);
                WriteEnd(writer, warnings, change.Said.Count, change.Tasks.Count, next, change.AlreadyDone);
            },
            whole: full,
            quoted: quoted,
            remainders: new Remainder("ready", change.Ready.Count, Remainder.Ready));
    }

    /// <summary>That of a plan which was only looked at: ids that nobody chose are given when it is added, so that its tasks are named as in the plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="preview">What it would come to.</param>
    /// <param name="full">Nothing is to be left out.</param>
    public static CallToolResult Of(TaskPlan plan, PlanPreview preview, bool full)
    {
        var (quoted, room) = (new Quotations(), new Room(full));
        var names = plan.Tasks.Zip(preview.Tasks).Select((pair, i) => (pair.Second, Name: NameOf(pair.First, i))).ToDictionary(pair => pair.Second, pair => pair.Name);
        var warnings = room.TakeWarnings(preview.Said, quoted);
        var ready = room.Take(preview.Ready.Select(id => names.GetValueOrDefault(id, id.Value)), int.MaxValue, WriteText);
        return ToolAnswer.Of(
            $"This plan can be added: {preview.Tasks.Count} tasks, of which {preview.Ready.Count} would be ready"
                + $"{(ready.Count < preview.Ready.Count ? $" ('ready' names the first {ready.Count}; full names all)" : "")}. Nothing was changed.",
            writer =>
            {
                Page.Write(writer, "ids", []);
                Page.Write(writer, "ready", ready);
                writer.WriteNumber("ready_total", preview.Ready.Count);
                writer.WriteNull("revision");
                WriteEnd(writer, warnings, preview.Said.Count, preview.Tasks.Count, next: null, alreadyDone: false);
            },
            whole: full,
            quoted: quoted);
    }

    private static void WriteEnd(Utf8JsonWriter writer, IReadOnlyList<string> warnings, int warned, int total, string? next, bool alreadyDone)
    {
        if (warnings.Count > 0)
        {
            Page.Write(writer, "warnings", warnings);
            writer.WriteNumber("warnings_total", warned);
        }

        writer.WriteNumber("total", total);
        writer.WriteText("next", next);
        writer.WriteBoolean("already_done", alreadyDone);
    }

    /// <summary>What a task is called in its plan: by its key, its own id, or the place where it stands.</summary>
    private static string NameOf(PlannedTask task, int place) => task.Key ?? task.Draft.Id?.Value ?? string.Create(CultureInfo.InvariantCulture, $"tasks[{place}]");

    /// <summary>Where <c>list_tasks</c> goes on, behind a task, which may be finished or gone where the plan was added long ago.</summary>
    private static string CursorBehind(BoardSnapshot snapshot, TaskId last)
    {
        var listed = snapshot.Tasks.Where(t => !TaskFilter.IsFinished(t)).ToList();
        var place = listed.FindIndex(t => t.Id == last);
        return ListCursor.After(place < 0 ? 0 : place + 1, last);
    }

    private static void WriteText(Utf8JsonWriter writer, string text) => writer.WriteStringValue(text);

    private static void WriteId(Utf8JsonWriter writer, (PlannedTask Task, TaskId Id) added)
    {
        writer.WriteStartObject();
        if (added.Task.Key is { } key)
        {
            writer.WriteString("key", key);
        }

        writer.WriteString("id", added.Id.Value);
        writer.WriteEndObject();
    }

    /// <summary>What is left of the space of an answer.</summary>
    private sealed class Room(bool full)
    {
        private int _left = Page.Space(full);

        /// <summary>As many entries as fit into what is left of it, or into less.</summary>
        public IReadOnlyList<string> Take<T>(IEnumerable<T> entries, int most, Action<Utf8JsonWriter, T> write)
        {
            var page = Page.Filled(entries, full ? _left : Math.Min(most, _left), write);
            _left -= page.Sum(JsonBytes.SentLength) + page.Count;
            return page;
        }

        /// <summary>Warnings, with what they quote.</summary>
        public IReadOnlyList<string> TakeWarnings(IEnumerable<Sentence> warnings, Quotations quoted)
        {
            var page = Take(quoted.Of(warnings), ForWarnings, WriteText);
            _left -= JsonBytes.SentLength(JsonBytes.Text(quoted.Write));
            return page;
        }
    }
}
