using TaskBoard.History;

namespace TaskBoard.Rules;

/// <content>Editing: everything that is not the work itself.</content>
internal static partial class Operations
{
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
            return Changed(view, editing.Record(), editing.Details, leases, by, editing.MayFreeTasks) with { Expired = expired };
        };
    }

    private static IReadOnlyDictionary<string, Lease?> RenewedByHolder(BoardView view, TaskItem task, ChangeBy by) =>
        Holding.HolderOf(task) == by.Agent ? Leases.Renewed(view, task) : NoLeases;
}
