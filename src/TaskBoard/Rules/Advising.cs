using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>What to do so that a task goes on: goes down to the tasks for which everything else waits. Pure.</summary>
internal sealed class Advising(BoardView view, BoardIndex index, TouchedPaths touched)
{
    private const int Most = 8;

    /// <summary>In whose hands a task is.</summary>
    public static Sentence InHand(BoardView view, TaskItem task) => Holding.HolderOf(task) is not { } holder
        ? (Sentence)$"it is {task.State.ToWord()}, and nobody holds it"
        : Leases.IsOver(view, task) ? (Sentence)$"the lease of {holder} is over, and it can be claimed"
        : $"{holder} has it in hand{Done(task)}{Until(view, task)}";

    /// <summary>What to do about a task.</summary>
    /// <param name="place">The task.</param>
    /// <param name="by">Who asks; null: nobody in particular.</param>
    /// <param name="notForAll">What keeps them from it, where it is ready.</param>
    public IReadOnlyList<Sentence> For(int place, ChangeBy? by, IReadOnlyList<Sentence> notForAll)
    {
        var item = index.Items[place];
        if (item.Held)
        {
            return [$"Mend it in tasks.json: {Sentence.Join(" ", item.Problems.Select(p => p.Said))}"];
        }

        switch (item.State)
        {
            case TaskState.Completed:
                return [Sentence.Own("Nothing: it is COMPLETED.")];
            case TaskState.Failed:
                return [Sentence.Own("Retry it, or cancel it if it is not to be done.")];
            case TaskState.Cancelled:
                return [Sentence.Own("Reopen it, if it is to be done after all.")];
        }

        if (Holding.HolderOf(item) is { } holder && !Leases.IsOver(view, item))
        {
            return holder == by?.Agent
                ? [$"It is yours{(item.Attempts > 0 ? $", as {new ClaimHandle(item.Id, item.Attempts)}" : Sentence.Own(""))}: go on, and complete, fail or release it."]
                : Leases.Of(view, item) is null
                ? [$"Leave it to them: {InHand(view, item)}.", $"If {holder} does not work on it any more, set it to PENDING in tasks.json."]
                : [$"Leave it to them: {InHand(view, item)}."];
        }

        var advice = new List<Sentence>();
        Walk(place, advice);
        if (advice.Count == 0)
        {
            advice.Add(notForAll.Count == 0 ? Sentence.Own("Claim it: it is ready.") : $"It is ready, though not for {(by is null ? "all" : "you")}: {Sentence.Join("; ", notForAll)}.");
        }

        return advice.Count <= Most ? advice : [.. advice.Take(Most), $"And {advice.Count - Most} more."];
    }

    /// <summary>Goes from a task to all that it waits for, and says something of those that nothing else holds back.</summary>
    private void Walk(int from, List<Sentence> advice)
    {
        var (seen, open, told) = (new HashSet<int> { from }, new Queue<int>([from]), new HashSet<string>(StringComparer.Ordinal));
        while (open.TryDequeue(out var place))
        {
            if (index.Waits.CycleOf(place) is { } cycle && told.Add(cycle))
            {
                advice.Add($"Take one of these links out: {cycle}.");
            }

            foreach (var (next, needed, by) in Waits(place))
            {
                if (next < 0)
                {
                    Tell($"Add '{needed}', which is not on the board, or take it out of what '{by}' depends on.");
                }
                else if (index.Items[next].State is TaskState.Failed or TaskState.Cancelled)
                {
                    Sentence first = index.Items[next].State == TaskState.Failed ? (Sentence)$"Retry '{needed}', which FAILED" : $"Reopen '{needed}', which was CANCELLED";
                    Tell($"{first}, or take it out of what '{by}' depends on.", by is not null);
                    Tell($"Retry or cancel '{needed}', which FAILED.", by is null);
                }
                else if (seen.Add(next))
                {
                    open.Enqueue(next);
                }
            }

            Own(place, place == from, Tell);
        }

        void Tell(Sentence advised, bool holds = true)
        {
            if (holds && told.Add(advised.Text))
            {
                advice.Add(advised);
            }
        }
    }

    /// <summary>What holds a task back by itself, or that nothing does.</summary>
    private void Own(int place, bool isAsked, Action<Sentence, bool> tell)
    {
        var item = index.Items[place];
        Sentence name = isAsked ? Sentence.Own("it") : $"'{index.Board.Tasks[place].Key}'";
        tell($"Mend {name} in tasks.json.", item.Held && !isAsked);
        tell($"Unblock {name} when it can go on: {item.Blocked}", item.State == TaskState.Pending && !string.IsNullOrEmpty(item.Blocked));
        tell($"Wait until {Timestamps.Write(item.NotBefore ?? default)}, when {name} may begin, or give it another time.", item.State == TaskState.Pending && item.NotBefore > view.Now);
        if (item.Held)
        {
            return;
        }

        var isFree = Holding.HolderOf(item) is null || Leases.IsOver(view, item);
        var met = isFree ? touched.MetBy(item).ToList() : [];
        foreach (var (other, path) in met)
        {
            tell($"Wait for '{other.Id}', which touches {path} as {name} does: {InHand(view, other)}.", true);
        }

        if (isAsked)
        {
            return;
        }

        if (Holding.IsTaken(item))
        {
            Sentence first = isFree ? (Sentence)$"Claim {name}" : $"Wait for {name}";
            tell($"{first}: {InHand(view, item)}.", met.Count == 0);
        }
        else
        {
            tell($"Claim {name}: it is ready{MeantFor(item)}.",
                item.State == TaskState.Pending && index.IsFree(place) && !(item.NotBefore > view.Now) && met.Count == 0);
        }
    }

    private static Sentence Done(TaskItem task) => task.Progress is { } percent ? $", {percent} % done" : Sentence.Own("");

    private static Sentence Until(BoardView view, TaskItem task) =>
        Leases.Of(view, task) is { } lease ? $", by a lease until {Timestamps.Write(lease.ExpiresAt)}"
        : Sentence.Own(", by tasks.json alone, so that no lease ends it");

    private static Sentence MeantFor(TaskItem task) => Holding.AgentOf(task) is { } agent ? $", and meant for {agent}"
        : string.IsNullOrEmpty(task.Persona) ? Sentence.Own("")
        : $", for the persona {task.Persona}";

    /// <summary>What a task waits for now: places (-1: not on the board), names, and who names them as a dependency (null: it is a subtask).</summary>
    private List<(int Place, string Name, string? By)> Waits(int place)
    {
        if (Holding.HolderOf(index.Items[place]) is not null)
        {
            // Whoever has it in hand is not waited for by way of what it waits for.
            return [];
        }

        var (seen, all) = (new HashSet<int>(), new List<(int, string, string?)>());
        for (var at = place; at >= 0 && seen.Add(at) && (at == place || !index.GateOpen(at)); at = index.Parent[at])
        {
            var passed = at == place ? null : index.PassedDown(at).ToHashSet();
            var key = index.Board.Tasks[at].Key;
            all.AddRange(index.Dependencies[at]
                .Select((d, i) => (Place: d, Name: index.Items[at].DependsOn[i], By: (string?)key))
                .Where(d => !index.IsCompleted(d.Place) && passed?.Contains(d.Place) != false));
        }

        all.AddRange(index.Children[place].Where(c => !index.IsOver(c)).Select(c => (c, index.Board.Tasks[c].Key, (string?)null)));
        return all;
    }
}
