using System.Globalization;

namespace TaskBoard.Report;

/// <content>The sections about the work itself.</content>
internal sealed partial class MarkdownReport
{
    private void IntegrationPoints()
    {
        // As sentences of a numbered list, as such documents have them: who waits for whom is one, however many tasks it is about.
        var points = _report.IntegrationPoints.Where(p => p.Kind == IntegrationKind.Related)
            .Select(p => $"**Related**: {string.Join(" and ", p.Tasks.Select(Whose))}")
            .Concat(_report.IntegrationPoints.Where(p => p.Kind == IntegrationKind.Dependency)
                .GroupBy(p => (Waiting: p.Tasks[0].Worker!, For: p.Tasks[1].Worker!))
                .Select(g => $"**{MarkdownText.Line(g.Key.Waiting)} waits for {MarkdownText.Line(g.Key.For)}**: {InLine(g.Select(p => $"{Named(p.Tasks[0])} after {Named(p.Tasks[1])}").ToArray(), "; ")}"))
            .Concat(_report.IntegrationPoints.Where(p => p.Kind == IntegrationKind.Paths)
                .Select(p => $"**{(p.Path == "./" ? "Everything" : "Same files")}**: {MarkdownText.Code(p.Path!)} is touched by {InLine(p.Tasks.Select(Whose).ToArray())}"))
            .ToArray();
        if (points.Length == 0)
        {
            return;
        }

        Section("Integration points");
        Line();
        for (var i = 0; i < Math.Min(points.Length, MostListed); i++)
        {
            Line($"{i + 1}. {points[i]}");
        }

        if (points.Length > MostListed)
        {
            Line();
            Line($"… and {points.Length - MostListed} more.");
        }
    }

    private void Blocked()
    {
        List("Blocked", _report.Blocked, BlockedText, "`taskboard list`");
        if (_report.Bottlenecks.Count > 0)
        {
            Line();
            Line($"What most others wait for: {string.Join(", ", _report.Bottlenecks.Select(b => $"{Named(b.Task)} ({b.Waiting} tasks)"))}.");
        }
    }

    private static string BlockedText(BlockedTask blocked)
    {
        var reasons = blocked.Because.Select(r => MarkdownText.Line(r, MostOfLine)).ToList();
        if (blocked.WaitsFor.Count > 0)
        {
            reasons.Add($"waits for {InLine(blocked.WaitsFor.Select(t => $"{Named(t)} ({(t.Worker is { } worker ? MarkdownText.Line(worker) + ", " : "")}{State(t)})").ToArray())}");
        }

        return $"{Whose(blocked.Task)}: {string.Join("; ", reasons)}";
    }

    private void Milestones()
    {
        if (_report.Milestones.Count == 0)
        {
            return;
        }

        Section("Milestones");
        Line();
        foreach (var milestone in _report.Milestones)
        {
            Line($"- **{MarkdownText.Line(milestone.Name)}**: {Counts(milestone.Counts)}");
            if (milestone.Open.Count > 0)
            {
                Line($"  - open: {InLine(milestone.Open.Select(t => $"{Named(t)} ({(t.Worker is { } worker ? MarkdownText.Line(worker) + ", " : "")}{State(t)})").ToArray())}");
            }
        }
    }

    private void Actions()
    {
        if (_report.Time is null)
        {
            return;
        }

        Section("What happened");
        if (_report.Actions.Count == 0)
        {
            Line();
            Line("Nothing.");
        }

        foreach (var day in _report.Actions.GroupBy(a => a.Day))
        {
            Line();
            Line($"### {day.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
            Line();
            foreach (var who in day.GroupBy(a => a.Who, StringComparer.Ordinal))
            {
                Line($"- **{MarkdownText.Line(who.Key)}**");
                foreach (var action in who)
                {
                    Line($"  - {ActionText(action)}");
                }
            }
        }
    }

    private static string ActionText(ReportedAction action)
    {
        var about = action.Tasks.Select((t, i) => Named(t) + Tail(i < action.Details.Count ? action.Details[i] : null)).ToArray();
        return about.Length == 0 ? $"{action.What} the board{Tail(action.Details is [var details, ..] ? details : null)}" : $"{action.What} {InLine(about, action.Details.Count > 0 ? "; " : ", ")}";
    }

    private void Finished()
    {
        if (_report.Finished.Count == 0)
        {
            return;
        }

        Section("Finished");
        Line();
        foreach (var finished in _report.Finished.Take(MostListed))
        {
            FinishedItem(finished);
        }

        More(_report.Finished.Count, "`taskboard list --all --status COMPLETED`");
    }

    private void FinishedItem(FinishedTask finished)
    {
        string[] lines = finished.Result is { Summary: var summary } ? [.. MarkdownText.Lines(summary, MostOfLine).Take(MostLinesOfResult + 1)] : [];
        string[] who = [finished.Task.Worker is { } worker ? MarkdownText.Line(worker) : "", finished.At is { } at ? Moment(at) : ""];
        var from = string.Join(", ", who.Where(w => w.Length > 0)) is { Length: > 0 } text ? $" ({text})" : "";
        Line($"- {Named(finished.Task, isStrong: true)}{from}{(lines is [var only] ? $": {only}" : "")}");
        foreach (var line in lines.Length > 1 ? lines.Take(MostLinesOfResult) : [])
        {
            Line($"  - {line}");
        }

        if (lines.Length > MostLinesOfResult)
        {
            Line("  - …");
        }

        if (finished.Result is { Evidence: { } evidence })
        {
            Line($"  - evidence: {Evidence(evidence)}");
        }

        if (finished.Result is { Artifacts: { Count: > 0 } artifacts })
        {
            Line($"  - artifacts: {InLine(artifacts.Select(a => MarkdownText.Code(a)).ToArray())}");
        }
    }
}
