using System.Globalization;
using System.Text;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Audit;

/// <summary>The figures of a board in Prometheus' text format, for the textfile collector of its node exporter.</summary>
internal static class PrometheusText
{
    /// <summary>All metrics.</summary>
    public static string Of(BoardStatistics figures)
    {
        var text = new StringBuilder();
        Metric(text, "taskboard_tasks", "gauge", "Tasks on the board, by state.", figures.Tasks.Select(t => (Label("state", t.State), (double)t.Count)));
        Metric(text, "taskboard_revision", "counter", "The board's last revision.", [("", figures.Revision)]);
        Metric(text, "taskboard_events_total", "counter", "Events in the history, by source.", figures.Events.Select(e => (Label("source", e.Source), (double)e.Count)));
        Times(text, "taskboard_lead_time", "from being added to being completed, of the tasks that are completed", figures.LeadTimes);
        Times(text, "taskboard_claim_wait", "from being pending to being claimed", figures.ClaimWaits);
        Metric(text, "taskboard_lost_claims_total", "counter", "Claims ended by another than the claimant.", [("", figures.LostClaims)]);
        Metric(text, "taskboard_failures_total", "counter", "Failed attempts.", [("", figures.Failures)]);
        Metric(text, "taskboard_reopened_total", "counter", "Finished tasks opened again.", [("", figures.Reopened)]);
        Metric(text, "taskboard_reworked_tasks", "gauge", "Tasks worked at more than once.", [("", figures.ReworkedTasks)]);
        Agents(text, figures, "taskboard_agent_claims_total", "Claims, by agent.", a => a.Claims);
        Agents(text, figures, "taskboard_agent_completed_total", "Tasks completed, by agent.", a => a.Completed);
        Agents(text, figures, "taskboard_agent_failed_total", "Failed attempts, by agent.", a => a.Failed);
        Agents(text, figures, "taskboard_agent_lost_claims_total", "Claims ended by another, by the agent that lost them.", a => a.Lost);
        return text.ToString();
    }

    private static void Times(StringBuilder text, string name, string what, TimesOf times)
    {
        Metric(text, $"{name}s", "gauge", $"How many times were measured: {what}.", [("", times.Count)]);
        Metric(text, $"{name}_seconds", "gauge", $"Seconds {what}, at quantiles.",
            new[] { ("0.5", times.Median), ("0.95", times.Percentile95), ("1", times.Longest) }
                .Where(q => q.Item2 is not null)
                .Select(q => (Label("quantile", q.Item1), q.Item2!.Value)));
    }

    private static void Agents(StringBuilder text, BoardStatistics figures, string name, string help, Func<AgentFigures, long> of) =>
        Metric(text, name, "counter", help, figures.Agents.Select(a => (Label("agent", a.Agent), (double)of(a))));

    private static void Metric(StringBuilder text, string name, string type, string help, IEnumerable<(string Labels, double Value)> samples)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach (var (labels, value) in samples)
        {
            text.Append(name).Append(labels).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }
    }

    private static string Label(string name, string value) =>
        $"{{{name}=\"{VisibleText.Line(value).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"}}";
}
