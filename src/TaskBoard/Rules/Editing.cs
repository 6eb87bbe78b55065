using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>An edit of one task, property by property; what changes nothing leaves no mark.</summary>
internal sealed partial class Editing(BoardView view, TaskContent before, ChangeBy by)
{
    private readonly TaskAmendment _amendment = new(before, view, by);
    private readonly List<string> _done = [];
    private string _kind = BoardEventKind.Updated;

    /// <summary>The task as edited so far.</summary>
    public TaskContent Task => _amendment.Task;

    /// <summary>Whether anything was changed.</summary>
    public bool IsChanged => _done.Count > 0;

    /// <summary>Whether tasks may have become ready by it.</summary>
    public bool MayFreeTasks { get; private set; }

    /// <summary>What was changed, in words.</summary>
    public string Details => EntryText.OneLine(string.Join(", ", _done));

    /// <summary>The task with the edit in its history.</summary>
    public TaskContent Record() => _amendment.Record(_kind, EntryText.With(string.Join(", ", _done), by.Reason)).Task;

    /// <summary>Applies the edit.</summary>
    /// <exception cref="BoardException">Something in it is not allowed; see <see cref="ITaskBoard.EditAsync"/>.</exception>
    public void Apply(TaskEdit edit)
    {
        MoveTo(edit.State, edit.OnlyFrom);
        Assign(edit.AssignedTo);
        Text("title", edit.Title, "title changed");
        Text("description", edit.Description, "description changed");
        Word("persona", edit.Persona, item => item.Persona, value => value is null ? "for any persona" : $"for the persona {value}");
        if (edit.Priority is { } priority && priority != Task.Item.Priority)
        {
            _amendment.Put("priority", JsonText.Quote(priority.ToWord()));
            _done.Add($"priority {priority.ToWord()}");
        }

        MayFreeTasks |= Word("blocked", edit.Blocked, item => item.Blocked, value => value is null ? "unblocked" : $"blocked: {value}");
        if (edit.MaxAttempts is { } attempts && attempts != Task.Item.MaxAttempts)
        {
            _amendment.PutNumber("max_attempts", attempts);
            _done.Add($"{attempts} attempts");
        }

        Span("retry_delay", edit.RetryDelay, item => item.RetryDelay, "rests {0} after a failure");
        Span("retry_max_delay", edit.RetryMaxDelay, item => item.RetryMaxDelay, "rests {0} at most");
        Span("max_run", edit.MaxRun, item => item.MaxRun, "runs {0} at most");
        Wait(edit.NotBefore);
        List("labels", before.Item.Labels, edit.AddLabels, edit.RemoveLabels, "labelled", "no longer labelled");
        List("paths", before.Item.Paths, edit.AddPaths, edit.RemovePaths, "touches", "no longer touches");
        List("acceptance", before.Item.Acceptance, edit.AddAcceptance, edit.RemoveAcceptance, "demands", "no longer demands");
        Link(edit);
        if (edit.Note is { } note && !(Task.Item.Notes is [.., { } last] && last.Text == note && last.AgentId == by.Agent))
        {
            _amendment.Note(note);
            _done.Add($"noted: {note}");
        }
    }

    private void MoveTo(TaskState? to, ValueList<TaskState> onlyFrom)
    {
        var item = before.Item;
        if (to == TaskState.Pending && onlyFrom.Contains(TaskState.Failed) && Retries.Rests(item) && item.NotBefore > view.Now)
        {
            // It is PENDING already, and would still be refused to whoever wants it now.
            _amendment.Clear("not_before");
            _done.Add("rests no longer");
            MayFreeTasks = true;
        }

        if (to is null || to == item.State)
        {
            return;
        }

        if (onlyFrom.Count > 0 && !onlyFrom.Contains(item.State))
        {
            throw AllowedNow.Refusal(view, item, by, to == TaskState.Pending ? Command.Retry : $"make {to.Value.ToWord()}");
        }

        if (to == TaskState.Cancelled)
        {
            _amendment.Move(TaskState.Cancelled, Command.Cancel).Finish();
            Stepped("cancelled");
        }
        else if (to == TaskState.Pending)
        {
            if (Holding.IsTaken(item))
            {
                throw AllowedNow.Refusal(view, item, by, $"{Command.Retry} or {Command.Reopen}");
            }

            var command = item.State is TaskState.Completed or TaskState.Cancelled ? Command.Reopen : Command.Retry;
            _amendment.Move(TaskState.Pending, command).Clear("failures", "0").Clear("not_before").Clear("progress");
            if (item.Attempts > 0)
            {
                // Who had it last is not whom it is meant for; whoever it was meant for before any claim, it still is.
                _amendment.Assign(null);
            }

            Stepped(command == Command.Retry ? "to be tried again" : "reopened");
        }
        else
        {
            throw AllowedNow.Refusal(view, item, by, "edit the state of", $"it is {item.State.ToWord()}, and {to.Value.ToWord()} is reached by claim, complete and fail only");
        }
    }

    private void Stepped(string details)
    {
        _kind = BoardEventKind.StatusChanged;
        MayFreeTasks = true;
        _done.Add(details);
    }

    private void Assign(string? agent)
    {
        var item = Task.Item;
        if (agent is null || (agent.Length == 0 ? null : agent) == Holding.AgentOf(item))
        {
            return;
        }

        if (Holding.HolderOf(item) is { } holder)
        {
            throw AllowedNow.Refusal(view, before.Item, by, "assign", $"{holder} has it in hand ({item.State.ToWord()})");
        }

        if (item.State != TaskState.Pending && !Holding.IsTaken(item))
        {
            throw AllowedNow.Refusal(view, before.Item, by, "assign");
        }

        _amendment.Assign(agent.Length == 0 ? null : agent);
        _kind = _kind == BoardEventKind.Updated ? BoardEventKind.Assigned : _kind;
        _done.Add(agent.Length == 0 ? "for anyone" : $"assigned to {agent}");
    }

    private void Span(string name, TimeSpan? span, Func<TaskItem, TimeSpan?> now, string done)
    {
        if (span is { } value && value != now(Task.Item))
        {
            _amendment.PutText(name, value.ToWord());
            _done.Add(done.Replace("{0}", value.ToWord(), StringComparison.Ordinal));
        }
    }

    private void Wait(DateTimeOffset? until)
    {
        var value = until is null || until == default(DateTimeOffset) ? null : Timestamps.Write(until.Value);
        if (until is null || value == (Task.Item.NotBefore is { } present ? Timestamps.Write(present) : null))
        {
            return;
        }

        _amendment.PutText("not_before", value);
        _done.Add(value is null ? "at any time" : $"not before {value}");
        MayFreeTasks = true;
    }

    private void Text(string name, string? text, string done)
    {
        var old = Task;
        if (text is not null && (Task[name] is not null || text.Length > 0) && _amendment.PutText(name, text).Task != old)
        {
            _done.Add(done);
        }
    }

    /// <summary>A text where the empty one means that there is none.</summary>
    private bool Word(string name, string? text, Func<TaskItem, string?> present, Func<string?, string> done)
    {
        // The typed view of a task that was edited already is read anew: only where it is needed.
        var value = string.IsNullOrEmpty(text) ? null : text;
        if (text is null || value == (present(Task.Item) is { Length: > 0 } there ? there : null))
        {
            return false;
        }

        _amendment.PutText(name, value);
        _done.Add(done(value));
        return true;
    }

    private bool List(
        string name, IReadOnlyList<string> present, IReadOnlyCollection<string> add, IReadOnlyCollection<string> remove, string added, string removed)
    {
        if (add.Count + remove.Count == 0)
        {
            return false;
        }

        var gone = present.Intersect(remove.Except(add)).ToArray();
        var come = add.Except(present).Distinct().ToArray();
        if (gone.Length + come.Length == 0)
        {
            return false;
        }

        _amendment.Put(name, JsonText.Strings(present.Except(gone).Concat(come)));
        _done.AddRange(come.Length > 0 ? [$"{added} {string.Join(", ", come)}"] : []);
        _done.AddRange(gone.Length > 0 ? [$"{removed} {string.Join(", ", gone)}"] : []);
        return true;
    }
}
