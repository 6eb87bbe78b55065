using TaskBoard.History;

namespace TaskBoard.Rules;

/// <content>The clock.</content>
internal static partial class Operations
{
    /// <summary>Records all leases that have ended. Whoever claims next does so for the task it takes; a monitor does it for those that nobody asks for.</summary>
    public static BoardOperation Expire(ChangeBy by)
    {
        Requests.CheckAgent(by);
        return view =>
        {
            var (board, over) = (view.Content, new List<TaskId>());
            foreach (var task in view.Content.Tasks.Where(t => !t.Item.Held && Leases.IsOver(view, t.Item)))
            {
                board = board.With(Expiry.Apply(view, task, by));
                over.Add(task.Item.Id);
            }

            return new Decision
            {
                Expired = board,
                After = board,
                Tasks = over,
                NothingToDo = over.Count == 0,
                Leases = over.ToDictionary(id => id.Value, Lease? (_) => null),
                Ready = over.Count == 0 ? [] : Readiness.Became(view, board),
            };
        };
    }
}
