using System.Globalization;
using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>
/// A change of one task in the making. A property that is present is changed, never removed; one that is absent is
/// written only where it differs from its default; a value that stays the same keeps its text.
/// </summary>
internal sealed class TaskAmendment(TaskContent task, BoardView view, ChangeBy by)
{
    /// <summary>The task as changed so far.</summary>
    public TaskContent Task { get; private set; } = task;

    /// <summary>Writes a value.</summary>
    public TaskAmendment Put(string name, string json)
    {
        if (Task[name] is not { } present || !JsonText.AreEqual(present, json))
        {
            Task = Task.With(name, json);
        }

        return this;
    }

    /// <summary>Writes the default of a property (<c>null</c>, <c>0</c>, <c>[]</c>) where the property is present.</summary>
    public TaskAmendment Clear(string name, string json = "null") => Task[name] is null ? this : Put(name, json);

    /// <summary>Writes a text, or null where it is null.</summary>
    public TaskAmendment PutText(string name, string? text) => text is null ? Clear(name) : Put(name, JsonText.Quote(text));

    /// <summary>Writes a number.</summary>
    public TaskAmendment PutNumber(string name, int number) => Put(name, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes who holds the task. The property is always there once the task was in somebody's hands.</summary>
    public TaskAmendment Assign(string? agent) => Put("assigned_to", agent is null ? "null" : JsonText.Quote(agent));

    /// <summary>The task is finished: it says no more who had it, where the board wants it so. Its history does.</summary>
    public TaskAmendment Finish() => view.Settings.ClearAssignedTo ? Clear("assigned_to") : this;

    /// <summary>Moves the task to another state, as far as the table allows it.</summary>
    /// <exception cref="TransitionRefusedException">The table does not have it.</exception>
    public TaskAmendment Move(TaskState to, string command)
    {
        var item = Task.Item;
        if (!Transitions.Allows(item.State, to, command))
        {
            throw AllowedNow.Refusal(view, item, by, command);
        }

        return item.State == to ? this : Put("status", JsonText.Quote(to.ToWord()));
    }

    /// <summary>Appends a note.</summary>
    public TaskAmendment Note(string text) => Append("notes", JsonText.Object(
    [
        new("timestamp", JsonText.Quote(Timestamps.Write(view.Now))),
        new("agent_id", JsonText.Quote(by.Agent)),
        new("text", JsonText.Quote(text)),
    ]));

    /// <summary>Appends an entry to the task's history and stamps the task; the newest entries stay.</summary>
    public TaskAmendment Record(string kind, string details)
    {
        FillIn();
        var now = JsonText.Quote(Timestamps.Write(view.Now));
        Put("updated_at", now);
        return Append("history", JsonText.Object(
        [
            new("timestamp", now),
            new("event", JsonText.Quote(kind)),
            new("agent_id", JsonText.Quote(by.Agent)),
            new("details", JsonText.Quote(EntryText.OneLine(details))),
        ]), view.Settings.HistoryKept);
    }

    /// <summary>What a task written by hand lacks, where its own history tells it.</summary>
    private void FillIn()
    {
        if (Task["created_at"] is { } at && at != "null")
        {
            return;
        }

        if (Task.Item.History is [{ Event: BoardEventKind.Created, Timestamp: { } time } first, ..])
        {
            Put("created_at", JsonText.Quote(Timestamps.Write(time)));
            if (first.AgentId is { } agent && Task["created_by"] is null or "null")
            {
                Put("created_by", JsonText.Quote(agent));
            }
        }
    }

    private TaskAmendment Append(string name, string json, int kept = int.MaxValue)
    {
        var present = Task[name] is { } value && value != "null" ? value : "[]";
        Task = Task.With(name, JsonText.Append(present, json, Math.Max(1, kept)));
        return this;
    }
}
