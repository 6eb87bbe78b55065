using System.Text.Json;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>What a plan came to, or would.</summary>
internal static class PlanText
{
    private const string Kind = "task.plan";

    /// <summary>Writes which key became which id, and what is ready.</summary>
    public static void Write(CommandCall call, Board board, TaskPlan plan, BoardChange change)
    {
        ChangeText.Warn(call, change);
        if (call.Json)
        {
            call.WriteDocument(Kind, writer =>
            {
                writer.WriteBoolean("dry_run", false);
                writer.WriteStartObject("keys");
                foreach (var (key, id) in change.Keys)
                {
                    writer.WriteString(key, id.Value);
                }

                writer.WriteEndObject();
                ChangeText.Write(writer, board, change);
            });
            return;
        }

        var width = change.Tasks.Max(id => id.Value.Length);
        foreach (var (planned, id) in plan.Tasks.Zip(change.Tasks))
        {
            call.WriteLine($"{id.Value.PadRight(width)}  {planned.Key ?? "-"}");
        }

        call.Say($"{(change.AlreadyDone ? "Added before" : "Added")}: {Tasks(change.Tasks.Count)}, {Tasks(change.Ready.Count)} ready, revision {change.Revision}.");
    }

    /// <summary>Draws what would be added.</summary>
    public static void Write(CommandCall call, Board board, TaskPlan plan, PlanPreview preview)
    {
        foreach (var warning in preview.Warnings)
        {
            call.Warn(warning);
        }

        var nodes = PlanOutline.Of(plan, preview);
        var first = preview.Ready.Select(id => nodes.FirstOrDefault(n => n.Task.Id == id)).OfType<PlanNode>().ToList();
        if (call.Json)
        {
            var standing = board.StandingOf(preview.Snapshot);
            call.WriteDocument(Kind, writer =>
            {
                writer.WriteBoolean("dry_run", true);
                writer.WriteStartArray("items");
                foreach (var node in nodes)
                {
                    WriteNode(writer, node, standing.Of(node.Task));
                }

                writer.WriteEndArray();
                writer.WriteStrings("ready_first", first.Select(n => n.Sign));
                writer.WriteNumber("steps", nodes.Max(n => n.Step));
            });
            return;
        }

        if (call.Screen is { } screen)
        {
            PlanDrawing.Draw(screen, call.Streams.Out, nodes);
        }
        else
        {
            WriteLines(call, nodes);
        }

        call.WriteLine($"ready first: {(first.Count > 0 ? string.Join(", ", first.Select(n => n.Name ?? n.Task.Title)) : "nothing yet")}");
        call.Say($"Would add {Tasks(nodes.Count)}, of which at least {nodes.Max(n => n.Step)} come one after the other. Nothing was changed.");
    }

    private static void WriteLines(CommandCall call, IReadOnlyList<PlanNode> nodes)
    {
        foreach (var node in nodes)
        {
            var waits = string.Join("; ", new[] { node.Ready ? "ready" : "", node.Waits }.Where(t => t.Length > 0));
            call.WriteLine($"{new string(' ', 2 * node.Depth)}{node.Sign}  {node.Task.Title}{(waits.Length > 0 ? $"  [{waits}]" : "")}");
        }
    }

    private static void WriteNode(Utf8JsonWriter writer, PlanNode node, TaskStanding? standing)
    {
        writer.WriteStartObject();
        writer.WriteText("name", node.Name);
        writer.WriteString("title", node.Task.Title);
        writer.WriteNumber("depth", node.Depth);
        writer.WriteNumber("step", node.Step);
        writer.WriteBoolean("ready", standing?.Ready ?? false);
        writer.WriteStrings("after", node.After.Select(a => a.Name));
        writer.WriteText("parent", node.Parent?.Name);
        writer.WriteText("not_before", node.Task.NotBefore?.ToText());
        writer.WriteText("assigned_to", node.Task.AssignedTo);
        writer.WriteText("persona", node.Task.Persona);
        writer.WriteEndObject();
    }

    private static string Tasks(int count) => count == 1 ? "1 task" : $"{count} tasks";
}
