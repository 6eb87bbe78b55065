using TaskBoard.History;

namespace TaskBoard.Rules;

/// <content>Editing: everything that is not the work itself.</content>
internal static partial class Operations
{
    private const int MostNamed = 5;

    public static BoardOperation Edit(TaskId id, TaskEdit edit, ChangeBy by)
    {
        Requests.CheckAgent(by);
        Requests.Refuse(Editing.Faults(edit).ToArray(), id.Value);
        return view =>
        {
            var before = Lookup.Changeable(view.Content, id);
            PersonaNames.Demand(view, edit.Persona);
            var isOver = edit.State == TaskState.Pending && Leases.IsOver(view, before.Item);
            var expired = isOver ? view.Content.With(Expiry.Apply(view, before, by)) : null;
            var editing = new Editing(view, expired?.Find(id.Value) ?? before, by);
            editing.Apply(edit);
            if (!editing.IsChanged && isOver)
            {
                return Changed(view, editing.Task, "lease expired", Leases.Ended(id), by, mayFreeOthers: true) with { Expired = expired };
            }

            if (!editing.IsChanged)
            {
                return Already(view, before.Item, RenewedByHolder(view, before.Item, by));
            }

            var leases = Holding.IsTaken(before.Item) && !Holding.IsTaken(editing.Task.Item)
                ? Leases.Ended(id)
                : RenewedByHolder(view, before.Item, by);
            return Changed(view, editing.Record(), editing.Details, leases, by, editing.MayFreeTasks) with
            {
                Expired = expired,
                Warnings = edit.State == TaskState.Cancelled && before.Item.State != TaskState.Cancelled ? LeftBehind(view, before) : [],
            };
        };
    }

    /// <summary>What is not done with a task that is cancelled: who decides that should not find out later.</summary>
    private static List<Sentence> LeftBehind(BoardView view, TaskContent task)
    {
        var (index, place) = (BoardIndex.Of(view.Content), view.Content.PlaceOf(task.Key));
        var subtasks = index.Children[place].Where(child => !index.IsOver(child)).ToArray();
        var waiting = Enumerable.Range(0, index.Items.Length).Where(i => i != place && IsYetToBegin(index.Items[i]) && index.Dependencies[i].Contains(place)).ToArray();
        var sentences = new List<Sentence>();
        if (subtasks.Length > 0)
        {
            sentences.Add($"Its subtasks are not cancelled with it: {Names(subtasks)}.");
        }

        if (waiting.Length > 0)
        {
            sentences.Add(task.Item.State == TaskState.Failed ? (Sentence)$"What depends on it stays held back: {Names(waiting)}." : $"What depends on it is held back from now on: {Names(waiting)}.");
        }

        return sentences;

        static bool IsYetToBegin(TaskItem item) => item.State is TaskState.Pending or TaskState.Claimed;

        string Names(int[] places) => string.Join(", ", places.Take(MostNamed).Select(p => index.Board.Tasks[p].Key)) + (places.Length > MostNamed ? $" and {places.Length - MostNamed} more" : "");
    }

    private static IReadOnlyDictionary<string, Lease?> RenewedByHolder(BoardView view, TaskItem task, ChangeBy by) =>
        Holding.HolderOf(task) == by.Agent ? Leases.Renewed(view, task) : NoLeases;
}
