namespace TaskBoard.Rules;

/// <content>Bringing in another tool's tasks.</content>
internal static partial class Operations
{
    /// <summary>Adds tasks with all their properties, all or none; their ids must be free.</summary>
    public static BoardOperation Import(IReadOnlyList<TaskContent> tasks, string origin) => view =>
    {
        var taken = tasks.Where(t => view.Content.Find(t.Key) is not null).Select(t => t.Key).ToArray();
        if (taken.Length > 0)
        {
            throw new TaskExistsException(
                taken[0], $"These ids are on the board already: {string.Join(", ", taken.Take(20))}. Import into an empty board, or rename them first; nothing was imported.");
        }

        return new Decision
        {
            After = tasks.Count == 0 ? view.Content : view.Content.Adding(tasks),
            Tasks = tasks.Select(t => t.Item.Id).ToArray(),
            Details = $"imported from {origin}",
            Source = BoardEventSource.Import,
        };
    };
}
