using TaskBoard.History;

namespace TaskBoard.Rules;

/// <content>Claiming.</content>
internal static partial class Operations
{
    /// <summary>Claims the next task.</summary>
    /// <param name="by">Who claims.</param>
    /// <param name="asked">How.</param>
    /// <param name="isLiving">Whether a claim is in somebody's hands in this very process, and so is not given back; asked when it is decided; null: none is.</param>
    public static BoardOperation ClaimNext(ChangeBy by, ClaimOptions asked, Func<ClaimHandle, bool>? isLiving = null)
    {
        CheckClaim(by, asked);
        return view =>
        {
            PersonaNames.Demand(view, asked.Persona);
            var options = PersonaNames.Played(view, by, asked);
            PersonaNames.DemandUsable(view, options.Persona);
            if (!options.Another && Held(view, by, isLiving) is { } held)
            {
                return Resume(view, held, by, options);
            }

            var (board, failed) = (view.Content, new List<TaskId>());
            foreach (var candidate in Claiming.Candidates(view, by, options))
            {
                var task = candidate;
                if (Leases.IsOver(view, task.Item))
                {
                    task = Expiry.Apply(view, task, by);
                    board = board.With(task);
                    if (task.Item.State == TaskState.Failed)
                    {
                        failed.Add(task.Item.Id);
                        continue;
                    }
                }

                return Take(view, board, task, by, options, overriding: false, failed);
            }

            return new Decision
            {
                Expired = board,
                After = board,
                Tasks = failed,
                NothingToDo = true,
                Leases = failed.ToDictionary(id => id.Value, Lease? (_) => null),
            };
        };
    }

    /// <summary>Claims a task by its id.</summary>
    public static BoardOperation Claim(TaskId id, ChangeBy by, ClaimOptions asked)
    {
        CheckClaim(by, asked);
        return view =>
        {
            PersonaNames.Demand(view, asked.Persona);
            var options = PersonaNames.Played(view, by, asked);
            PersonaNames.DemandUsable(view, options.Persona);
            var task = Lookup.Changeable(view.Content, id);
            var (item, board) = (task.Item, view.Content);
            if (Holding.HolderOf(item) == by.Agent && !Leases.HasRunOut(view, item))
            {
                return Resume(view, task, by, options);
            }

            if (Leases.IsOver(view, item))
            {
                task = Expiry.Apply(view, task, by);
                item = task.Item;
                board = board.With(task);
            }
            else if (Holding.HolderOf(item) is not null)
            {
                throw Holding.Lost(view, item, id, by, Command.Claim);
            }

            if (!Transitions.AllowedIn(item.State).Contains(Command.Claim))
            {
                throw AllowedNow.Refusal(view, item, by, Command.Claim);
            }

            var overriding = false;
            if (item.State == TaskState.Pending && Claiming.HeldBackBy(view, board, task, by, options) is { Count: > 0 } reasons)
            {
                overriding = options.Override ? true : throw Claiming.NotReady(view, item, reasons, Command.Claim);
            }

            return Take(view, board, task, by, options, overriding, []);
        };
    }

    /// <summary>The task that the agent holds already; of several the one that it would have claimed first.</summary>
    private static TaskContent? Held(BoardView view, ChangeBy by, Func<ClaimHandle, bool>? isLiving) => view.Content.Tasks
        .Where(t => !t.Item.Held && Holding.HolderOf(t.Item) == by.Agent && !Leases.HasRunOut(view, t.Item) && isLiving?.Invoke(new ClaimHandle(t.Item.Id, t.Item.Attempts)) != true)
        .MinBy(t => view.Settings.ClaimOrder == ClaimOrder.File ? default : t.Item.Priority);

    /// <summary>Gives an agent back what it holds. Work that was only put in progress in the file becomes a claim.</summary>
    private static Decision Resume(BoardView view, TaskContent task, ChangeBy by, ClaimOptions options)
    {
        var item = task.Item;
        if (item.Attempts == 0)
        {
            return Take(view, view.Content, task, by, options, overriding: false, []) with { Resumed = true };
        }

        var old = Leases.Of(view, item);
        var length = options.Lease ?? old?.Length ?? view.Settings.Lease;
        var run = old?.RunLeft(view.Now, view.BootId, view.SinceBoot) ?? options.MaxRun ?? item.MaxRun ?? view.Settings.MaxRun;
        var leases = Leases.One(item.Id, Leases.Grant(view, item.Id, item.Attempts, by.Agent, length, run));
        if (item.State == TaskState.Claimed && !options.Hold)
        {
            return Changed(view, Started(view, task, by, Command.Claim), StartedText(item), leases, by, mayFreeOthers: false) with { Resumed = true };
        }

        return Already(view, item, leases) with { Resumed = true };
    }

    /// <summary>Takes a task that is free, on a board where leases that ended are taken account of.</summary>
    private static Decision Take(
        BoardView view, BoardContent board, TaskContent task, ChangeBy by, ClaimOptions options, bool overriding, List<TaskId> failed)
    {
        var claimed = Claiming.Take(view, task, by, options.Hold, overriding);
        var (id, attempt) = (claimed.Item.Id, claimed.Item.Attempts);
        var leases = failed.ToDictionary(f => f.Value, Lease? (_) => null);
        leases[id.Value] = Leases.Grant(view, id, attempt, by.Agent, options.Lease ?? view.Settings.Lease, options.MaxRun ?? claimed.Item.MaxRun ?? view.Settings.MaxRun);
        return new Decision
        {
            Expired = board,
            After = board.With(claimed),
            Tasks = [id, .. failed],
            Claim = new ClaimHandle(id, attempt),
            Details = EntryText.With(EntryText.Claimed(attempt, overriding), by.Reason),
            Leases = leases,
        };
    }

    private static void CheckClaim(ChangeBy by, ClaimOptions options)
    {
        Requests.CheckAgent(by);
        Requests.Refuse([
            .. Requests.LeaseFaults(options.Lease),
            .. Requests.RunFaults(options.MaxRun),
            .. options.Persona is null ? [] : Requests.NameFaults("The persona", options.Persona),
        ]);
    }
}
