namespace TaskBoard.Rules;

/// <content>Removing tasks.</content>
internal static partial class Operations
{
    private const int NamedShown = 10;

    public static BoardOperation Remove(TaskId id, ChangeBy by)
    {
        Requests.CheckAgent(by);
        return view =>
        {
            var item = Lookup.Changeable(view.Content, id).Item;
            if (Holding.HolderOf(item) is { } holder)
            {
                throw AllowedNow.Refusal(view, item, by, "remove", $"{holder} has it in hand ({item.State.ToWord()})");
            }

            if (Links.NamedBy(view.Content, id.Value) is { Count: > 0 } others)
            {
                var more = others.Count > NamedShown ? $" and {others.Count - NamedShown} more" : "";
                throw AllowedNow.Refusal(view, item, by, "remove", $"other tasks name it: {string.Join(", ", others.Take(NamedShown))}{more}. Take it out of theirs first (edit)");
            }

            var after = view.Content.Without(id.Value);
            return new Decision
            {
                After = after,
                Tasks = [id],
                Details = EntryText.With("removed", by.Reason),
                Leases = Leases.Ended(id),
                Ready = Readiness.Became(view, after),
            };
        };
    }
}
