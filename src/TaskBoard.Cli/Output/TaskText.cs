using System.Text.Json;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>Everything about a task, for people and for agents that read lines.</summary>
internal sealed class TaskText
{
    private readonly ITaskSheet _sheet;

    private TaskText(ITaskSheet sheet) => _sheet = sheet;

    /// <summary>Writes it: drawn on a terminal, otherwise as plain lines.</summary>
    public static void Write(CommandCall call, TaskItem task, TaskStanding? standing, BoardSnapshot board)
    {
        if (call.Screen is { } screen)
        {
            WriteOn(DrawnTaskSheet.On(screen, call.Streams.Out), task, standing, board);
            return;
        }

        call.Streams.Out.Write(Plain(task, standing, board));
    }

    /// <summary>It as plain lines.</summary>
    public static string Plain(TaskItem task, TaskStanding? standing, BoardSnapshot board)
    {
        var plain = new PlainTaskSheet();
        WriteOn(plain, task, standing, board);
        return plain.ToString();
    }

    private static void WriteOn(ITaskSheet sheet, TaskItem task, TaskStanding? standing, BoardSnapshot board)
    {
        var page = new TaskText(sheet);
        page.Head(task, standing);
        page.Others(task, board);
        page.Body(task);
        page.Unknown(task);
        page.List("history", task.History.Select(h => $"{h.Timestamp?.ToText() ?? "-"}  {h.Event}  {h.AgentId ?? "-"}  {h.Details}".TrimEnd()));
    }

    private void Head(TaskItem task, TaskStanding? standing)
    {
        _sheet.Title(task);
        foreach (var problem in task.Problems)
        {
            Line("held", problem.ToString());
        }

        Line("status", task.State.ToWord() + StandingText(standing));
        Line("assigned to", task.AssignedTo);
        Line("claim", task.Claim()?.ToString());
        Line("lease", standing?.LeaseExpiresAt is { } end ? $"{(standing.IsExpired ? "expired" : "expires")} {end.ToText()}{(standing is { IsExpired: false, MaxRunAt: { } last } ? $", renewed until {last.ToText()} at most" : "")}"
            : standing is { HasNoLease: true } ? "none: it was put in hand in tasks.json, and no clock takes it back" : null);
        Line("progress", Joined([
            task.Progress is { } progress ? $"{progress} %" : "",
            standing is { Subtasks: > 0 } ? $"{standing.SubtasksFinished} of {standing.Subtasks} subtasks finished" : "",
        ]));
        Line("priority", task.Priority.ToWord());
        Line("persona", task.Persona);
        Line("labels", Joined(task.Labels));
        Line("paths", Joined(task.Paths));
        Line("not before", task.NotBefore?.ToText());
        Line("blocked", task.Blocked);
        foreach (var reason in standing?.WaitingBecause ?? [])
        {
            Line("not ready", reason);
        }

        Line("failures", task.Failures > 0 ? $"{task.Failures}{(task.MaxAttempts is { } most ? $" of {most}" : "")}" : null);
        Line("rests", Joined([task.RetryDelay?.ToWord() ?? "", task.RetryMaxDelay is { } longest ? $"at most {longest.ToWord()}" : ""], ", "));
        Line("runs", task.MaxRun is { } run ? $"at most {run.ToWord()}" : null);
        Line("created", Joined([task.CreatedAt?.ToText() ?? "", task.CreatedBy is { } creator ? $"by {creator}" : ""], " "));
        Line("updated", task.UpdatedAt?.ToText());
    }

    private static string StandingText(TaskStanding? standing) => standing switch
    {
        { IsExpired: true, Ready: true } => " (lease expired, can be claimed)",
        { IsExpired: true } => " (lease expired)",
        { Ready: true } => " (ready)",
        _ => "",
    };

    private void Others(TaskItem task, BoardSnapshot board)
    {
        Tasks("parent", task.Parent is { } parent ? [parent] : [], board);
        Tasks("depends on", task.DependsOn, board);
        Tasks("related", task.Related, board);
        Tasks("subtasks", board.Tasks.Where(t => t.Parent == task.Id.Value).Select(t => t.Id.Value), board);
        Tasks("needed by", board.Tasks.Where(t => t.DependsOn.Contains(task.Id.Value)).Select(t => t.Id.Value), board);
    }

    private void Body(TaskItem task)
    {
        Block("description", task.Description);
        Texts("acceptance", task.Acceptance);
        Texts("notes", task.Notes.Select(n => Joined([n.Timestamp?.ToText() ?? "", n.AgentId ?? ""], " ") is { } from ? $"{VisibleText.Line(from)}: {n.Text}" : n.Text));
        if (task.Result is { } result)
        {
            Block("result", result.Summary);
            Line("evidence", result.Evidence);
            Line("artifacts", Joined(result.Artifacts));
        }
    }

    private void Unknown(TaskItem task)
    {
        using var document = BoardJson.Parse(task.Json);
        foreach (var (name, value) in document.RootElement.EnumerateObject().Select(p => (p.TextOfName(), p.Value)).Where(p => !TaskProperties.Known.Contains(p.Item1)))
        {
            if (value.ValueKind == JsonValueKind.String)
            {
                Block(name, value.TextOfString());
            }
            else
            {
                Line(name, value.GetRawText());
            }
        }
    }

    private void Tasks(string name, IEnumerable<string> ids, BoardSnapshot board) => List(name, ids.Select(id =>
        TaskId.TryParse(id, out var known) && board.Find(known) is { } task ? $"{id}  {task.State.ToWord()}  {task.Title}" : $"{id}  (not on this board)"));

    private void Line(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _sheet.Line(name, value);
        }
    }

    private void Block(string name, string text)
    {
        if (text.Length > 0)
        {
            _sheet.Block(name, text);
        }
    }

    private void List(string name, IEnumerable<string> items)
    {
        if (items.ToList() is { Count: > 0 } all)
        {
            _sheet.List(name, all);
        }
    }

    private void Texts(string name, IEnumerable<string> texts)
    {
        if (texts.ToList() is { Count: > 0 } all)
        {
            _sheet.Texts(name, all);
        }
    }

    private static string? Joined(IEnumerable<string> texts, string between = ", ") =>
        string.Join(between, texts.Where(t => t.Length > 0)) is { Length: > 0 } joined ? joined : null;
}
