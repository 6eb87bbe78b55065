namespace TaskBoard.Rules;

/// <content>Adding a whole graph of tasks.</content>
internal static partial class Operations
{
    public static BoardOperation Plan(TaskPlan plan, ChangeBy by)
    {
        Requests.CheckAgent(by);
        return view =>
        {
            var names = new PlanNames(plan, view.Content);
            var problems = new PlanCheck(plan, names, view, by).Problems();
            if (problems.Count > 0)
            {
                throw new InvalidPlanException(problems);
            }

            var drafts = plan.Tasks.Select(t => t.Draft).ToArray();
            var ids = Drafts.Ids(view, drafts);
            var after = Plans.Adding(view, drafts.Select(draft => names.Resolved(draft, ids)), ids, by);
            return Added(view, after, ids, by, [.. PropertyNames.Warnings(drafts), .. names.Warnings(plan)]);
        };
    }
}
