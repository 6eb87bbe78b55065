using System.Globalization;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>Who works on the board.</summary>
internal static class AgentText
{
    /// <summary>One line, or one item, for each.</summary>
    public static int Write(CommandCall call, ValueList<Agent> agents)
    {
        if (call.Json)
        {
            call.WriteDocument("agent.list", writer =>
            {
                writer.WriteStartArray("items");
                foreach (var agent in agents)
                {
                    writer.WriteStartObject();
                    writer.WriteString("id", agent.Id);
                    writer.WriteString("status", Word(agent.Status));
                    writer.WriteText("persona", agent.Persona);
                    writer.WriteText("role", agent.Role);
                    writer.WriteText("focus", agent.Focus);
                    writer.WriteText("working_directory", agent.WorkingDirectory);
                    writer.WriteText("host", agent.Host);
                    writer.WriteText("note", agent.Note);
                    writer.WriteString("registered_at", agent.RegisteredAt.ToText());
                    writer.WriteString("last_heartbeat", agent.LastHeartbeat.ToText());
                    writer.WriteStrings("tasks", agent.Tasks.Select(id => id.Value));
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteNumber("total", agents.Count);
            });
            return ExitCode.Done;
        }

        if (call.Screen is { } screen && agents.Count > 0)
        {
            ResultTable.Draw(screen, call.Streams.Out, ["agent", "status", "last seen (UTC)", "tasks", "who"], [.. agents.Select(Drawn)], new HashSet<int>());
            return ExitCode.Done;
        }

        foreach (var agent in agents)
        {
            call.WriteLine(string.Join("  ", [agent.Id, Word(agent.Status), agent.LastHeartbeat.ToText(), TasksOf(agent), .. SaidOf(agent)]));
        }

        if (agents.Count == 0)
        {
            call.Say("No agent is known: whoever claims a task is, and whoever registers.");
        }

        return ExitCode.Done;
    }

    /// <summary>What a change of an agent or a persona came to, in a line of its own.</summary>
    /// <param name="call">Where to.</param>
    /// <param name="kind">The kind of the document.</param>
    /// <param name="id">Of which agent or persona.</param>
    /// <param name="board">The board.</param>
    /// <param name="change">What it came to.</param>
    /// <param name="line">The same in words.</param>
    /// <param name="persona">The persona that is told with it; null: none.</param>
    public static int WriteChange(CommandCall call, string kind, string id, Board board, BoardChange change, string line, Persona? persona = null)
    {
        ChangeText.Warn(call, change);
        if (call.Json)
        {
            call.WriteDocument(kind, writer =>
            {
                writer.WriteString("id", id);
                ChangeText.Write(writer, board, change);
                PersonaSheet.WriteProperty(writer, persona);
            });
        }
        else
        {
            call.WriteLine(line);
            PersonaSheet.WriteSection(call, persona);
        }

        return ExitCode.Done;
    }

    private static string[] Drawn(Agent agent) =>
        [agent.Id, Word(agent.Status), agent.LastHeartbeat.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), TasksOf(agent), string.Join("; ", SaidOf(agent))];

    private static string TasksOf(Agent agent) => agent.Tasks.Count == 0 ? "-" : string.Join(' ', agent.Tasks);

    private static IEnumerable<string?> SaidOf(Agent agent) =>
        new[] { agent.Persona, agent.Role, agent.Focus, agent.WorkingDirectory, agent.Note }.Where(text => !string.IsNullOrEmpty(text));

    private static string Word(AgentStatus status) => status switch
    {
        AgentStatus.Active => "active",
        AgentStatus.Lost => "lost",
        _ => "gone",
    };
}
