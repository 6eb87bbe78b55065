using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>The merge of one task, property by property.</summary>
internal static class TaskMerge
{
    /// <summary>Merges; the object <paramref name="theirs"/> itself where nothing of ours is missing in it.</summary>
    public static TaskContent Merge(
        TaskContent basis, TaskContent ours, TaskContent theirs, MergeConflicts conflicts)
    {
        var result = theirs;
        foreach (var name in Names(ours, theirs).Where(name => !StateMerge.Names.Contains(name)))
        {
            result = Set(result, name, Property(theirs.Key, name, basis[name], ours[name], theirs[name], conflicts));
        }

        return StateMerge.Merge(result, basis, ours, theirs, conflicts);
    }

    /// <summary>Merges properties of which none means anything to us: those around the tasks.</summary>
    public static TaskContent MergeProperties(
        string? key, TaskContent basis, TaskContent ours, TaskContent theirs, MergeConflicts conflicts)
    {
        var result = theirs;
        foreach (var name in Names(ours, theirs))
        {
            result = Set(result, name, Value(key, name, basis[name], ours[name], theirs[name], conflicts));
        }

        return result;
    }

    /// <summary>The value of an ordinary property; null stands for an absent one.</summary>
    public static string? Value(string? key, string name, string? basis, string? ours, string? theirs, MergeConflicts conflicts)
    {
        if (Same(ours, theirs) || Same(ours, basis))
        {
            return theirs;
        }

        if (Same(theirs, basis))
        {
            return ours;
        }

        if (ListMerge.Applies(name, basis, ours, theirs))
        {
            return ListMerge.Merge(basis, ours!, theirs!);
        }

        conflicts.Add(key, name, ours, theirs, $"{conflicts.Sides.Theirs} stands");
        return theirs;
    }

    /// <summary>The same task with a property set, or without it.</summary>
    public static TaskContent Set(TaskContent task, string name, string? value) =>
        value is null ? task.Without(name) : task.With(name, value);

    private static string? Property(string key, string name, string? basis, string? ours, string? theirs, MergeConflicts conflicts)
    {
        var bothChanged = !Same(ours, theirs) && !Same(ours, basis) && !Same(theirs, basis);
        return name switch
        {
            "history" when bothChanged && HistoryMerge.Applies(ours, theirs) => HistoryMerge.Merge(basis, ours, theirs),
            "updated_at" when bothChanged && HistoryMerge.Later(ours, theirs) is { } later => later,
            _ => Value(key, name, basis, ours, theirs, conflicts),
        };
    }

    /// <summary>The names of the properties that either has.</summary>
    public static IEnumerable<string> Names(TaskContent ours, TaskContent theirs) =>
        theirs.Properties.Concat(ours.Properties).Select(p => p.Key).Distinct(StringComparer.Ordinal);

    /// <summary>Whether two values are the same; null stands for an absent one.</summary>
    public static bool Same(string? left, string? right) => left is null || right is null ? left == right : JsonText.AreEqual(left, right);
}
