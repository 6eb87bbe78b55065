using TaskBoard.Files;
using TaskBoard.History;

namespace TaskBoard.Rules;

/// <content>Agents: register, heartbeat, deregister.</content>
internal static partial class Operations
{
    public static BoardOperation Register(AgentRegistration registration, ChangeBy by)
    {
        Requests.CheckAgent(by);
        Requests.Refuse([
            .. registration.Persona is null ? [] : Requests.NameFaults("The persona", registration.Persona),
            .. Requests.LineFaults("The role", registration.Role),
            .. Requests.LineFaults("The focus", registration.Focus),
            .. Requests.LineFaults("The working directory", registration.WorkingDirectory),
        ]);
        return view =>
        {
            PersonaNames.Demand(view, registration.Persona);
            PersonaNames.DemandUsable(view, registration.Persona);
            var known = view.Agent(by.Agent) is { Status: not AgentRow.Gone } there ? there : null;
            var here = AgentRows.Here(view, by);
            var row = here with
            {
                Persona = registration.Persona ?? here.Persona,
                Role = registration.Role ?? here.Role,
                Focus = registration.Focus ?? here.Focus,
                WorkingDirectory = registration.WorkingDirectory ?? here.WorkingDirectory,

                // Whoever hands out the roles may register others, and is not at work under their names by that.
                Process = known?.Process == view.Process ? view.Process : null,
            };
            var isNews = known is null || (known.Persona, known.Role, known.Focus, known.WorkingDirectory) != (row.Persona, row.Role, row.Focus, row.WorkingDirectory);
            var said = new[] { ("persona", row.Persona), ("role", row.Role), ("focus", row.Focus), ("in", row.WorkingDirectory) }
                .Where(part => part.Item2 is not null).Select(part => $"{part.Item1} {part.Item2}");
            return new Decision
            {
                After = view.Content,
                Tasks = [],
                Agent = row,
                AsideEvent = isNews ? BoardEventKind.AgentRegistered : null,
                Details = EntryText.With("registered", string.Join(", ", said)),
                AlreadyDone = !isNews,
            };
        };
    }

    /// <summary>A sign of life of an agent: all leases of what it has in hand begin anew.</summary>
    public static BoardOperation Beat(string? note, ChangeBy by)
    {
        Requests.CheckAgent(by);
        Requests.Refuse([.. Requests.LineFaults("The note", note)]);
        return view =>
        {
            var leases = new Dictionary<string, Lease?>(StringComparer.Ordinal);
            var held = view.Content.Tasks.Select(t => t.Item).Where(item => !item.Held && Holding.HolderOf(item) == by.Agent).ToArray();
            foreach (var (task, lease) in held.SelectMany(item => Leases.Renewed(view, item)))
            {
                leases[task] = lease;
            }

            var here = AgentRows.Here(view, by);
            return new Decision
            {
                After = view.Content,
                Tasks = [.. held.Select(item => item.Id).Where(id => leases.ContainsKey(id.Value))],
                Leases = leases,
                Agent = here with { Note = note is null ? here.Note : note.Length == 0 ? null : note },
            };
        };
    }

    /// <summary>A sign of life of an agent that is registered, and of nothing that it has in hand.</summary>
    public static BoardOperation Live(ChangeBy by)
    {
        Requests.CheckAgent(by);
        return view => view.Agent(by.Agent) is { Status: not AgentRow.Gone } known
            ? new Decision { After = view.Content, Tasks = [], Agent = known with { LastHeartbeat = view.Now, Status = AgentRow.Active } }
            : new Decision { After = view.Content, Tasks = [], AlreadyDone = true };
    }

    /// <summary>An agent leaves: what it has in hand is released, in one change.</summary>
    public static BoardOperation Deregister(ChangeBy by)
    {
        Requests.CheckAgent(by);
        return view =>
        {
            var (board, leases, released) = (view.Content, new Dictionary<string, Lease?>(StringComparer.Ordinal), new List<TaskId>());
            foreach (var task in view.Content.Tasks.Where(t => !t.Item.Held && Holding.HolderOf(t.Item) == by.Agent))
            {
                board = board.With(Released(view, task, by));
                leases[task.Key] = null;
                released.Add(task.Item.Id);
            }

            var known = view.Agent(by.Agent);
            var leaves = released.Count > 0 || known is { Status: not AgentRow.Gone };
            return new Decision
            {
                After = board,
                Tasks = released,
                Leases = leases,
                Agent = leaves ? (known ?? new AgentRow(by.Agent, view.Now, view.Now)) with { LastHeartbeat = view.Now, Status = AgentRow.Gone } : null,
                AsideEvent = leaves ? BoardEventKind.AgentGone : null,
                Details = EntryText.With("deregistered", by.Reason),
                Ready = released.Count > 0 ? Readiness.Became(view, board) : [],
                AlreadyDone = !leaves,
            };
        };
    }

    /// <summary>Records that nothing was heard of an agent for too long, once for each silence. Its tasks come back by their leases.</summary>
    public static BoardOperation Lose(string agent, TimeSpan timeout, ChangeBy by)
    {
        Requests.CheckAgent(by);
        return view => view.Agent(agent) is { Status: AgentRow.Active } row && view.Now - row.LastHeartbeat >= timeout
            ? new Decision
            {
                After = view.Content,
                Tasks = [],
                Agent = row with { Status = AgentRow.Lost },
                AsideEvent = BoardEventKind.AgentLost,
                Details = EntryText.With($"no sign of life since {Timestamps.Write(row.LastHeartbeat)}", agent),
                Source = BoardEventSource.Monitor,
            }
            : new Decision { After = view.Content, Tasks = [], NothingToDo = true };
    }

    private static TaskContent Released(BoardView view, TaskContent task, ChangeBy by, string? note = null) => Noted(new TaskAmendment(task, view, by), note)
        .Move(TaskState.Pending, Command.Release)
        .Assign(null)
        .Clear("progress")
        .Record(BoardEventKind.StatusChanged, EntryText.With(EntryText.Released(task.Item.Attempts), by.Reason)).Task;

    private static TaskAmendment Noted(TaskAmendment amendment, string? note) => note is null ? amendment : amendment.Note(note);
}
