using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>Names of properties that mean nothing to TaskBoard, and look as if they should.</summary>
internal static class PropertyNames
{
    private const string Title = "title";

    private static readonly ILookup<string, string> s_bare = PropertyOrder.Known.ToLookup(Bare, StringComparer.Ordinal);

    // What other tools, and people, write for the same thing, where no typing error leads there.
    private static readonly Dictionary<string, string> s_others = new(
        new (string Meant, string[] Names)[]
        {
            (Title, ["name", "summary", "subject", "headline", "task"]),
            ("description", ["desc", "body"]),
            ("status", ["state"]),
            ("assigned_to", ["assignee", "assigned", "assign", "owner", "agent", "agent_id", "responsible"]),
            ("priority", ["prio", "importance", "severity", "urgency"]),
            ("depends_on", ["dependencies", "dependency", "deps", "dep", "blocked_by", "requires", "needs", "prerequisites", "waits_for", "waiting_for", "after"]),
            ("parent", ["parent_task", "epic"]),
            ("labels", ["tags", "tag"]),
            ("paths", ["files", "file"]),
            ("acceptance", ["acceptance_criteria", "criteria", "done_when"]),
            ("not_before", ["start_after", "defer_until"]),
            ("notes", ["comments", "comment"]),
            ("progress", ["percent", "percent_complete"]),
        }.SelectMany(m => m.Names.Select(name => KeyValuePair.Create(Bare(name), m.Meant))).DistinctBy(p => p.Key),
        StringComparer.Ordinal);

    /// <summary>The property that was meant by a name; null: none is near, or it is one itself.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isThere">Whether the task has a property: what other tools call so then is something of its own.</param>
    public static string? Meant(string name, Func<string, bool> isThere) =>
        PropertyOrder.Known.Contains(name, StringComparer.Ordinal) ? null
        : s_bare[Bare(name)].FirstOrDefault()
            ?? (s_others.TryGetValue(Bare(name), out var meant) ? isThere(meant) ? null : meant : NearestWord.To(name, PropertyOrder.Known));

    /// <summary>What whoever adds tasks with such properties should know.</summary>
    public static IReadOnlyList<Sentence> Warnings(IReadOnlyList<TaskDraft> drafts) => drafts.All(draft => draft.Properties.Count == 0)
        ? []
        : drafts
            .SelectMany(draft => draft.Properties.Select(p => (Name: p.Key, Meant: Meant(p.Key, property => Says(draft, property)))))
            .Where(p => p.Meant is not null)
            .DistinctBy(p => p.Name)
            .Select(p => (Sentence)$"The property {JsonText.Quote(p.Name)} is kept, but means nothing to TaskBoard. Did you mean \"{p.Meant}\"?")
            .ToArray();

    /// <summary>What a draft without a title has that was probably meant for one, as a sentence; empty: nothing.</summary>
    public static string TitleIn(TaskDraft draft) => draft.Properties.Select(p => p.Key).FirstOrDefault(name => Meant(name, _ => false) == Title) is { } meant
        ? $" The property {JsonText.Quote(meant)} means nothing to TaskBoard. Did you mean \"{Title}\"?"
        : "";

    private static bool Says(TaskDraft draft, string property) => property switch
    {
        Title => !string.IsNullOrWhiteSpace(draft.Title),
        "description" => draft.Description.Length > 0,
        "assigned_to" => draft.AssignedTo is not null,
        "priority" => draft.Priority != TaskPriority.Medium,
        "depends_on" => draft.DependsOn.Count > 0,
        "parent" => draft.Parent is not null,
        "labels" => draft.Labels.Count > 0,
        "paths" => draft.Paths.Count > 0,
        "acceptance" => draft.Acceptance.Count > 0,
        "not_before" => draft.NotBefore is not null,
        _ => false,
    };

    /// <summary>A name without what people write differently: case, signs between words, the plural.</summary>
    private static string Bare(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant().TrimEnd('S');
}
