using System.Globalization;
using System.Text;

namespace TaskBoard.Report;

/// <summary>A report as the Markdown document that teams keep by hand. Pure.</summary>
internal sealed partial class MarkdownReport
{
    /// <summary>Of longer lists, so many are told, and how many there are more.</summary>
    private const int MostListed = 20;

    /// <summary>The same within a line.</summary>
    private const int MostInLine = 8;

    private const int MostLinesOfResult = 12;
    private const int MostOfLine = 300;

    private readonly BoardReport _report;
    private readonly StringBuilder _text = new();

    private MarkdownReport(BoardReport report) => _report = report;

    /// <summary>The document.</summary>
    public static string Of(BoardReport report)
    {
        var document = new MarkdownReport(report);
        document.Head();
        document.List("Problems", report.Problems, p => MarkdownText.Line(p, MostOfLine), "'taskboard check' lists what to mend in the file");
        document.Workers();
        document.IntegrationPoints();
        document.Blocked();
        document.Milestones();
        document.Actions();
        document.Finished();
        return document._text.ToString();
    }

    private void Head()
    {
        Line($"# Coordination: {MarkdownText.Line(_report.Name)}");
        Line();
        Line($"{(_report.Time is { } time ? $"Revision {_report.Revision}, recorded {Moment(time)}." : "Nothing is on record yet.")} {Counts(_report.Counts)}.");
        if (_report.Time is not null)
        {
            Line();
            Line($"What happened is told {StartText()}. The next report goes on from here: `taskboard report --since {_report.Revision}`.");
        }
    }

    private string StartText() => _report.Start switch
    {
        { AfterRevision: 0 } => "from the beginning",
        { AfterRevision: { } revision } => $"since revision {revision}",
        { Since: { } since, IsChosen: true } => $"since {Moment(since)}",
        { Since: { } since } => $"since {Moment(since)}: the day that ends with the last event",
        _ => "from the beginning",
    };

    private void Workers()
    {
        if (_report.Workers.Count == 0)
        {
            return;
        }

        Section("Who works on what");
        foreach (var worker in _report.Workers)
        {
            Line();
            Line($"### {(worker.Name is null ? "Not assigned" : MarkdownText.Line(worker.Name))}{(worker is { Name: not null, IsAgent: false } ? " (persona)" : "")}");
            Line();
            Field("Role", worker.Role);
            Field("Persona", worker.IsAgent && worker.Persona != worker.Name ? worker.Persona : null);
            Field("Focus", worker.Focus);
            Field("Working directory", worker.WorkingDirectory, isCode: true);
            Field("Status", worker.Note);
            if (worker is { Name: not null, IsAgent: false })
            {
                Line($"- **Agents**: {(worker.Agents.Count == 0 ? "none yet" : InLine(worker.Agents.Select(a => MarkdownText.Line(a)).ToArray()))}");
            }

            if (worker.Paths.Count > 0)
            {
                Line($"- **Paths**: {InLine(worker.Paths.Select(p => MarkdownText.Code(p)).ToArray())}");
            }

            SubList("In hand", worker.InHand, t => $"{Named(t)} ({State(t)}{(t is { IsExpired: false, Since: { } since } ? $", since {Moment(since)}" : "")}{(t.HasNoLease ? ", by tasks.json alone, without a lease" : "")}){Tail(t.LastNote)}");
            SubList("Next", worker.Next, t => $"{Named(t)} ({WhyNot(t)}){(t.Subtasks.Count == 0 ? "" : $", with {Ids(t.Subtasks)}")}");
            if (worker.Completed > 0)
            {
                Line($"- **Completed**: {Tasks(worker.Completed)}");
            }

            if (worker.InHand.Count + worker.Next.Count == 0)
            {
                Line("- Nothing to do.");
            }
        }
    }

    private void Field(string name, string? value, bool isCode = false)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            Line($"- **{name}**: {(isCode ? MarkdownText.Code(value) : MarkdownText.Line(value, MostOfLine))}");
        }
    }

    private void SubList(string name, ValueList<ReportedTask> tasks, Func<ReportedTask, string> text)
    {
        if (tasks.Count == 0)
        {
            return;
        }

        Line($"- **{name}**:");
        foreach (var task in tasks.Take(MostListed))
        {
            Line($"  - {text(task)}");
        }

        if (tasks.Count > MostListed)
        {
            Line($"  - … and {tasks.Count - MostListed} more");
        }
    }

    private void List<T>(string title, IReadOnlyList<T> items, Func<T, string> text, string more)
    {
        if (items.Count == 0)
        {
            return;
        }

        Section(title);
        Line();
        foreach (var item in items.Take(MostListed))
        {
            Line($"- {text(item)}");
        }

        More(items.Count, more);
    }

    private void More(int count, string where)
    {
        if (count > MostListed)
        {
            Line($"- … and {count - MostListed} more: {where}");
        }
    }

    private void Section(string title)
    {
        Line();
        Line($"## {title}");
    }

    private void Line(string text = "") => _text.Append(text).Append('\n');

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
