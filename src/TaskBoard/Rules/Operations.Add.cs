namespace TaskBoard.Rules;

/// <content>Adding tasks.</content>
internal static partial class Operations
{
    public static BoardOperation Add(IReadOnlyList<TaskDraft> drafts, ChangeBy by)
    {
        Requests.CheckAgent(by);
        Requests.Refuse(Drafts.Faults(drafts).ToArray());
        var warnings = PropertyNames.Warnings(drafts.SelectMany(d => d.Properties).Select(p => p.Key));
        return view =>
        {
            var ids = Ids(view, drafts);
            var after = view.Content.Adding(drafts.Zip(ids, (draft, id) => Drafts.ToTask(draft, id, view, by)));
            foreach (var draft in drafts)
            {
                foreach (var named in draft.DependsOn.Append(draft.Parent ?? default).Where(id => id != default && after.Find(id.Value) is null))
                {
                    throw Lookup.NotFound(after, named.Value, $"'{draft.Title}' {(named == draft.Parent ? "has it for a parent" : "depends on it")}.");
                }
            }

            Links.RefuseCycles(after, ids);
            return new Decision
            {
                After = after,
                Tasks = ids,
                Details = EntryText.With(ids.Length == 1 ? "created" : $"created {ids.Length} tasks", by.Reason),
                Ready = Readiness.Became(view.Content, after, view.Now),
                Warnings = warnings,
            };
        };
    }

    private static TaskId[] Ids(BoardView view, IReadOnlyList<TaskDraft> drafts)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in drafts.Where(d => d.Id is not null).Select(d => d.Id!.Value.Value))
        {
            if (view.Content.Find(id) is { } there)
            {
                throw new TaskExistsException(id, $"The id '{id}' is taken by '{there.Item.Title}' ({there.Item.State.ToWord()}). Take another, or none: one is made.");
            }

            taken.Add(id);
        }

        return drafts.Select(draft =>
        {
            var id = draft.Id ?? NewTaskId.Make(view, taken);
            taken.Add(id.Value);
            return id;
        }).ToArray();
    }
}
