using System.Globalization;
using System.Text.Json;
using TaskBoard.Cli.Audit;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>The figures of a board, as lines or as a document.</summary>
internal static class StatsText
{
    private static readonly string[] AgentColumns = ["agent", "tasks", "claims", "completed", "failed", "lost", "last seen"];

    /// <summary>Writes the figures.</summary>
    public static void Write(CommandCall call, BoardStatistics figures)
    {
        if (call.Json)
        {
            call.WriteDocument("board.stats", writer => WriteFigures(writer, figures));
            return;
        }

        var tasks = figures.Tasks.Where(t => t.Count > 0).ToList();
        WriteFigure(call, "tasks", $"{tasks.Sum(t => t.Count)}{List(tasks)}");
        WriteFigure(call, "events", $"{figures.Events.Sum(e => e.Count)}{List(figures.Events)}, revision {figures.Revision}");
        WriteFigure(call, "lead time", $"{Times(figures.LeadTimes, "completed")}");
        WriteFigure(call, "claim wait", $"{Times(figures.ClaimWaits, "claims")}");
        WriteFigure(call, "lost claims", $"{figures.LostClaims}");
        WriteFigure(call, "rework", $"tasks {figures.ReworkedTasks}, failed attempts {figures.Failures}, reopened {figures.Reopened}");
        if (figures.Agents.Count == 0)
        {
            return;
        }

        call.WriteLine("");
        QueryText.WriteTable(
            call,
            AgentColumns,
            figures.Agents.Select(a => new[] { a.Agent, Text(a.Tasks), Text(a.Claims), Text(a.Completed), Text(a.Failed), Text(a.Lost), a.LastSeen }).ToList(),
            new HashSet<int> { 1, 2, 3, 4, 5 });
    }

    private static void WriteFigure(CommandCall call, string name, string text)
    {
        if (call.Screen is { } screen)
        {
            FigureLine.Draw(screen, call.Streams.Out, name, text);
        }
        else
        {
            call.WriteLine($"{name,-12} {text}");
        }
    }

    private static string List(IReadOnlyList<(string Name, long Count)> counts) =>
        counts.Count == 0 ? "" : $" ({string.Join(", ", counts.Select(c => $"{c.Name} {Text(c.Count)}"))})";

    private static string Times(TimesOf times, string what) => times is { Median: { } median, Percentile95: { } most, Longest: { } longest }
        ? $"median {Span(median)}, 95 % within {Span(most)}, longest {Span(longest)} ({what} {Text(times.Count)})"
        : "(none yet)";

    /// <summary>A span of time by its two largest units.</summary>
    internal static string Span(double seconds) => TimeSpan.FromSeconds(seconds) switch
    {
        { TotalMinutes: < 1 } span => $"{span.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s",
        { TotalHours: < 1 } span => $"{span.Minutes} min {span.Seconds} s",
        { TotalDays: < 1 } span => $"{span.Hours} h {span.Minutes} min",
        var span => $"{span.Days} d {span.Hours} h",
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void WriteFigures(Utf8JsonWriter writer, BoardStatistics figures)
    {
        writer.WriteNumber("revision", figures.Revision);
        WriteCounts(writer, "tasks", figures.Tasks);
        WriteCounts(writer, "events", figures.Events);
        WriteTimes(writer, "lead_time_seconds", figures.LeadTimes);
        WriteTimes(writer, "claim_wait_seconds", figures.ClaimWaits);
        writer.WriteNumber("lost_claims", figures.LostClaims);
        writer.WriteNumber("failures", figures.Failures);
        writer.WriteNumber("reopened", figures.Reopened);
        writer.WriteNumber("reworked_tasks", figures.ReworkedTasks);
        writer.WriteStartArray("agents");
        foreach (var agent in figures.Agents)
        {
            writer.WriteStartObject();
            writer.WriteString("agent_id", agent.Agent);
            writer.WriteNumber("tasks", agent.Tasks);
            writer.WriteNumber("claims", agent.Claims);
            writer.WriteNumber("completed", agent.Completed);
            writer.WriteNumber("failed", agent.Failed);
            writer.WriteNumber("lost_claims", agent.Lost);
            writer.WriteString("last_seen", agent.LastSeen);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCounts(Utf8JsonWriter writer, string name, IEnumerable<(string Name, long Count)> counts)
    {
        writer.WriteStartObject(name);
        foreach (var (word, count) in counts)
        {
            writer.WriteNumber(word, count);
        }

        writer.WriteEndObject();
    }

    private static void WriteTimes(Utf8JsonWriter writer, string name, TimesOf times)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("count", times.Count);
        WriteSeconds(writer, "median", times.Median);
        WriteSeconds(writer, "p95", times.Percentile95);
        WriteSeconds(writer, "max", times.Longest);
        writer.WriteEndObject();
    }

    private static void WriteSeconds(Utf8JsonWriter writer, string name, double? seconds)
    {
        if (seconds is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
