using System.Globalization;
using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>
/// The merge of the properties that say where a task stands. They go together as one: a state of one side with the owner of the other
/// would be a claim that nobody made.
/// </summary>
internal static class StateMerge
{
    /// <summary>The properties.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["status", "assigned_to", "attempts", "failures", "progress", "result", "blocked", "not_before"];

    /// <summary>Whether two tasks stand in the same place; an absent property means its default.</summary>
    public static bool Same(TaskContent left, TaskContent right) =>
        Names.All(name => JsonText.AreEqual(Meaning(left, name), Meaning(right, name)));

    /// <summary>What a property means: states by their word, and the default where it is absent.</summary>
    public static string Meaning(TaskContent task, string name) => name switch
    {
        "status" => State(task) is { } state ? JsonText.Quote(state.ToWord()) : task[name]!,
        "attempts" or "failures" => task[name] ?? "0",
        _ => task[name] ?? "null",
    };

    /// <summary>Merges these properties into <paramref name="result"/>, which has those of <paramref name="theirs"/>.</summary>
    public static TaskContent Merge(TaskContent result, TaskContent basis, TaskContent ours, TaskContent theirs, MergeConflicts conflicts)
    {
        var (byUs, byThem) = (!Same(basis, ours), !Same(basis, theirs));
        if (byUs && !byThem)
        {
            return With(result, ours);
        }

        if (!byUs)
        {
            return byThem ? result : WithSpelling(result, basis, ours, theirs);
        }

        if (Same(ours, theirs))
        {
            return result;
        }

        var stands = conflicts.Sides.TheirsStandsAlways
            || (State(theirs) is { } to && to != State(basis) && State(ours) is { } from && Transitions.Moves(from, to));
        var claim = stands && !conflicts.Sides.TheirsStandsAlways && JsonText.Text(ours["assigned_to"]) is { } agent && State(ours) is TaskState.Claimed or TaskState.InProgress
            ? $", and the claim of {agent} is lost"
            : "";
        conflicts.Add(theirs.Key, "state", Json(ours), Json(theirs), stands ? $"{conflicts.Sides.Theirs} stands{claim}" : "TaskBoard's stands");

        // A number of a claim must not come back, or a late writer could pass for the new one; nor may the one that stands become another.
        return !stands ? With(result, ours)
            : Attempts(ours) > Attempts(theirs) && !IsInHand(theirs) ? result.With("attempts", ours["attempts"]!)
            : result;
    }

    /// <summary>A task that stands where another does.</summary>
    public static TaskContent With(TaskContent result, TaskContent ours) =>
        Names.Aggregate(result, (task, name) => TaskMerge.Set(task, name, ours[name]));

    // Neither side moved the task; one may have written the same in other words ("pending", or null for what was absent).
    private static TaskContent WithSpelling(TaskContent result, TaskContent basis, TaskContent ours, TaskContent theirs) =>
        Names.Where(name => theirs[name] == basis[name]).Aggregate(result, (task, name) => TaskMerge.Set(task, name, ours[name]));

    private static bool IsInHand(TaskContent task) => State(task) is TaskState.Claimed or TaskState.InProgress;

    /// <summary>Where a task stands, as JSON.</summary>
    public static string Json(TaskContent task) => JsonText.Object(task.Properties.Where(p => Names.Contains(p.Key)));

    private static TaskState? State(TaskContent task) =>
        task["status"] is { } status ? Words.ParseState(JsonText.Text(status)) : TaskState.Pending;

    private static long Attempts(TaskContent task) =>
        long.TryParse(task["attempts"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var attempts) ? attempts : 0;
}
