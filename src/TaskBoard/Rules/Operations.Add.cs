namespace TaskBoard.Rules;

/// <content>Adding tasks.</content>
internal static partial class Operations
{
    public static BoardOperation Add(IReadOnlyList<TaskDraft> drafts, ChangeBy by)
    {
        Requests.CheckAgent(by);
        Requests.Refuse(Drafts.Faults(drafts).ToArray());
        var warnings = PropertyNames.Warnings(drafts);
        return view =>
        {
            RefuseTaken(view, drafts);
            PersonaNames.Demand(view, drafts.Select(d => d.Persona));
            var ids = Drafts.Ids(view, drafts);
            var after = view.Content.Adding(drafts.Zip(ids, (draft, id) => Drafts.ToTask(draft, id, view, by)));
            foreach (var draft in drafts)
            {
                foreach (var named in draft.DependsOn.Append(draft.Parent ?? default).Where(id => id != default && after.Find(id.Value) is null))
                {
                    throw Lookup.NotFound(after, named.Value, $"'{draft.Title}' {(named == draft.Parent ? "has it for a parent" : "depends on it")}.");
                }
            }

            Links.RefuseCycles(after, ids);
            return Added(view, after, ids, by, warnings);
        };
    }

    private static Decision Added(BoardView view, BoardContent after, TaskId[] ids, ChangeBy by, IReadOnlyList<Sentence> warnings) => new()
    {
        After = after,
        Tasks = ids,
        Details = EntryText.With(ids.Length == 1 ? "created" : $"created {ids.Length} tasks", by.Reason),
        Ready = Readiness.Became(view, after),
        Warnings = warnings,
    };

    private static void RefuseTaken(BoardView view, IReadOnlyList<TaskDraft> drafts)
    {
        foreach (var draft in drafts)
        {
            if (draft.Id is { } id && view.Content.Find(id.Value) is { } there)
            {
                throw new TaskExistsException(id.Value, Drafts.Taken(there).Text);
            }
        }
    }
}
