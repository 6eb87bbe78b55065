using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Graph;

/// <summary>A graph as a document: tasks, and what waits for what.</summary>
internal static class GraphJson
{
    /// <summary>Writes it.</summary>
    public static void Write(CommandCall call, TaskGraph graph, IEnumerable<string> cycles, BoardSnapshot board) => call.WriteDocument("board.graph", writer =>
    {
        writer.WriteStartArray("items");
        foreach (var task in graph.Places.Select(p => graph.Tasks[p]))
        {
            writer.WriteStartObject();
            writer.WriteString("id", task.Id.Value);
            writer.WriteString("title", task.Title);
            writer.WriteString("status", task.State.ToWord());
            writer.WriteBoolean("ready", graph.Standing.Of(task) is { Ready: true });
            writer.WriteBoolean("held", task.Held);
            writer.WriteBoolean("lease_expired", !TaskFilter.IsFinished(task) && graph.Standing.Of(task) is { IsExpired: true });
            writer.WriteText("assigned_to", task.AssignedTo);
            writer.WriteText("parent", task.Parent);
            writer.WriteText("blocked", task.Blocked);
            if (task.Progress is { } progress)
            {
                writer.WriteNumber("progress", progress);
            }

            writer.WriteStrings("related", task.Related);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("edges");
        foreach (var (place, edge) in graph.Places.SelectMany(p => graph.Below[p].Select(e => (p, e))))
        {
            writer.WriteStartObject();
            writer.WriteString("task", graph.Tasks[place].Id.Value);
            writer.WriteString("waits_for", edge.Id);
            writer.WriteString("kind", edge.Kind == GraphEdgeKind.Subtask ? "subtask" : "dependency");
            writer.WriteBoolean("on_board", edge.To >= 0);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStrings("cycles", cycles);
        writer.WriteNumber("returned", graph.Places.Count());
        writer.WriteNumber("finished_left_out", graph.LeftOut);
        ReadingText.Write(writer, board);
    });
}
