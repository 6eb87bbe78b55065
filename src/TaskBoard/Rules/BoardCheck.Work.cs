using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <content>States, owners, numbers and times that contradict each other. What holds a task is told already, so those that are held are left out.</content>
internal sealed partial class BoardCheck
{
    private void LookAtWork(int place)
    {
        var task = _index.Items[place];
        if (task.Held)
        {
            return;
        }

        if (Holding.IsTaken(task) && Holding.AgentOf(task) is null)
        {
            Problem(place, "status", $"{Name(place)} is {task.State.ToWord()}, but nobody has it. Say who in \"assigned_to\", or set it to PENDING.", code: MonitorCodes.NoOwner);
        }

        if (task.Persona is { } persona && _undescribed.Contains(persona) && !_index.IsOver(place))
        {
            LookAtPersona(place, persona);
        }

        if (task.State is TaskState.Completed or TaskState.InProgress)
        {
            LookAtOrder(place, task);
        }

        if (task.Failures > task.Attempts)
        {
            Remark(place, "failures", $"{Name(place)} has failed {task.Failures} times in {task.Attempts} attempts.");
        }

        if (task is { CreatedAt: { } created, UpdatedAt: { } updated } && updated < created)
        {
            Remark(place, "updated_at", $"{Name(place)} was changed before it was created ({Timestamps.Write(updated)}, {Timestamps.Write(created)}).");
        }

        OutOfOrder(place, "history", task.History.Select(e => e.Timestamp));
        OutOfOrder(place, "notes", task.Notes.Select(n => n.Timestamp));
    }

    /// <summary>A slip of the pen leaves a task to nobody: workers of the persona that was meant do not get it. Another word may be meant so.</summary>
    private void LookAtPersona(int place, string persona)
    {
        var meant = NearestWord.To(persona, [.. _personas.Select(p => p.Id)]);
        Sentence message = $"{Name(place)} asks for the persona '{persona}', which nobody describes.";
        Add(meant is not null, place, "persona", -1, meant is null ? message : $"{message} Did you mean '{meant}'?");
    }

    /// <summary>Work that was done, or is being done, before what it waits for.</summary>
    private void LookAtOrder(int place, TaskItem task)
    {
        var word = task.State == TaskState.Completed ? Sentence.Own("COMPLETED") : Sentence.Own("being worked on");
        for (var i = 0; i < task.DependsOn.Count; i++)
        {
            if (_index.Dependencies[place][i] is >= 0 and var at && !_index.IsCompleted(at) && !(task.State == TaskState.InProgress && _index.Items[at].State is TaskState.Cancelled or TaskState.Failed))
            {
                Remark(place, "depends_on", $"{Name(place)} is {word}, although '{task.DependsOn[i]}', which it depends on, is {_index.Items[at].State.ToWord()}.", i);
            }
        }

        var open = _index.Children[place].Where(c => !_index.IsOver(c)).ToList();
        if (task.State == TaskState.Completed && open.Count > 0)
        {
            var some = Sentence.Join(", ", open.Take(5).Select(c => (Sentence)$"'{_index.Board.Tasks[c].Key}'"));
            Sentence names = open.Count > 5 ? $"{some} and {open.Count - 5} more" : some;
            Remark(place, "status", $"{Name(place)} is COMPLETED, although its subtasks {names} are not.");
        }
    }

    private void OutOfOrder(int place, string property, IEnumerable<DateTimeOffset?> times)
    {
        DateTimeOffset? before = null;
        foreach (var (time, i) in times.Select((t, i) => (t, i)).Where(e => e.t is not null))
        {
            if (time < before)
            {
                Remark(place, property, $"Entry {i + 1} of \"{property}\" of {Name(place)} is older than the one before it; the newest stands last.", i);
                return;
            }

            before = time;
        }
    }
}
