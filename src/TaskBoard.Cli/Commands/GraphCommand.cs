using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Graph;
using TaskBoard.Cli.Output;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard graph</c>.</summary>
internal static class GraphCommand
{
    public static CliCommand Create()
    {
        var id = new Argument<string?>("ID") { Arity = ArgumentArity.ZeroOrOne, Description = "Only this task and what it waits for." };
        var mermaid = new Option<bool>("--mermaid") { Description = "As a Mermaid flowchart, for documents." };
        var all = new Option<bool>("--all") { Description = "Finished tasks too." };
        var command = new CliCommand("graph", "Draw what waits for what, as a tree or as a Mermaid flowchart.", "taskboard graph", "taskboard graph 5 --all", "taskboard graph --mermaid > board.mmd")
        {
            EndsAtOnce = true,
            Remarks = "Below a task stands what it waits for: its subtasks, and the tasks it comes after. What several wait for is drawn once, and\n"
                + "referred to afterwards.",
        };
        command.Add(id);
        command.Add(mermaid);
        command.Add(all);
        return command.Reading(async (call, board) =>
        {
            if (call.Json && call.Value(mermaid))
            {
                throw CliException.Usage("Give either --json or --mermaid.");
            }

            var snapshot = await CommandCall.InPlace(board.ReadAsync(call.CancellationToken)).ConfigureAwait(false);
            ReadingText.Warn(call, snapshot);
            var only = call.Value(id) is { } named ? TaskNames.Id(snapshot, named) : (TaskId?)null;
            if (only is { } root && snapshot.Find(root) is null)
            {
                throw TaskNames.NotFound(root.Value);
            }

            Write(call, snapshot, TaskGraph.Of(snapshot, board.StandingOf(snapshot), call.Value(all), only), call.Value(mermaid));
            return ExitCode.Done;
        });
    }

    private static void Write(CommandCall call, BoardSnapshot snapshot, TaskGraph graph, bool mermaid)
    {
        if (mermaid)
        {
            var (text, edges) = MermaidText.Of(graph);
            call.Streams.Out.Write(text);
            if (edges > MermaidText.MostEdges)
            {
                call.Warn($"{edges} edges: Mermaid draws at most {MermaidText.MostEdges} unless 'maxEdges' is set. 'taskboard graph ID --mermaid' draws one task's part.");
            }
        }
        else
        {
            WriteTree(call, snapshot, graph);
        }

        if (graph.LeftOut > 0)
        {
            call.Say($"+{graph.LeftOut} finished: --all");
        }

        if (snapshot.Tasks.Count == 0)
        {
            call.Say("No tasks yet.");
        }
    }

    private static void WriteTree(CommandCall call, BoardSnapshot snapshot, TaskGraph graph)
    {
        var lines = (call.Screen is { } terminal ? DrawnTree.Lines(terminal, graph) : PlainTree.Lines(graph)).ToList();
        var hidden = GraphWalk.HiddenCycles(graph, lines).ToList();
        if (call.Json)
        {
            GraphJson.Write(call, graph, lines.Select(l => l.Cycle).OfType<string>().Concat(hidden), snapshot);
            return;
        }

        if (call.Screen is { } screen)
        {
            DrawnTree.Draw(screen, call.Streams.Out, graph, lines);
        }
        else
        {
            lines.ForEach(line => call.WriteLine(PlainTree.Text(graph, line)));
        }

        foreach (var cycle in hidden)
        {
            call.Warn($"These tasks wait for each other in a circle: {cycle}");
        }
    }
}
