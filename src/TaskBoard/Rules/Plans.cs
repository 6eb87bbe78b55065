namespace TaskBoard.Rules;

/// <summary>What a plan comes to on a board.</summary>
internal static class Plans
{
    /// <summary>Which key became which task.</summary>
    public static ValueList<KeyValuePair<string, TaskId>> Keys(TaskPlan plan, IReadOnlyList<TaskId> ids) =>
        plan.Tasks.Zip(ids).Where(pair => pair.First.Key is not null).Select(pair => KeyValuePair.Create(pair.First.Key!, pair.Second)).ToValueList();

    /// <summary>The board with the tasks of drafts whose references are ids.</summary>
    public static BoardContent Adding(BoardView view, IEnumerable<TaskDraft> drafts, IEnumerable<TaskId> ids, ChangeBy by) =>
        view.Content.Adding(drafts.Zip(ids, (draft, id) => Drafts.ToTask(draft, id, view, by)));
}
