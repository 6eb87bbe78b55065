using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>A state of a task that is on record.</summary>
/// <param name="Task">The task.</param>
/// <param name="ByHand">Whether a hand edit made it of the state before.</param>
internal sealed record PastState(TaskContent Task, bool ByHand);

/// <summary>
/// Of the <c>history</c> entries of a task those that a text of it lacks, and what that tells of the state in which its author had read it. Pure.
/// </summary>
internal sealed class LackedEntries
{
    // All in their canonical form: other programs order the properties of an entry anew.
    private readonly Dictionary<string, string> _canonical = new(StringComparer.Ordinal);
    private readonly string[] _written;
    private readonly string[] _shared;

    /// <summary>The entries after the last that both have, by place or by time: whoever lacks these read before they were written, or takes them off.</summary>
    private readonly string[] _newest;

    /// <param name="ours">The task on record.</param>
    /// <param name="theirs">The text of it.</param>
    public LackedEntries(TaskContent ours, TaskContent theirs)
    {
        var there = Canonical(Of(theirs)).ToHashSet(StringComparer.Ordinal);
        _written = [.. Canonical(Of(ours))];
        _shared = [.. _written.Where(there.Contains)];
        Missing = [.. _written.Where(entry => !there.Contains(entry))];
        var (byPlace, byTime) = (After(_written), After(Canonical(HistoryMerge.ByTime(Of(ours)))));
        _newest = byPlace.Length >= byTime.Length ? byPlace : byTime;

        string[] After(IEnumerable<string> entries) => [.. entries.Reverse().TakeWhile(entry => !there.Contains(entry))];
    }

    /// <summary>Those that the text lacks, in their order, in canonical form.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Whether it has none of those on record.</summary>
    public bool AreAll => _shared.Length == 0;

    /// <summary>The entries of a task, as JSON; empty where its <c>history</c> is no list.</summary>
    public static IReadOnlyList<string> Of(TaskContent task) => task["history"] is ['[', ..] and var history ? JsonText.Elements(history) : [];

    /// <summary>Whether two tasks have an entry in common.</summary>
    public static bool HaveOneOfBoth(TaskContent one, TaskContent other) =>
        Of(one).Select(ListMerge.Canonical).Intersect(Of(other).Select(ListMerge.Canonical), StringComparer.Ordinal).Any();

    /// <summary>
    /// The states in which the author may have read the task, the likeliest first. Empty: none is known, or they knew all that is on record, and took some entries off.
    /// </summary>
    /// <param name="past">The task as it is on record now, and was before each of its changes; read as far back as it takes.</param>
    public IReadOnlyList<TaskContent> StatesRead(IEnumerable<PastState> past)
    {
        // What is on record now may lack entries that the one compared with still has, because only the newest are kept: nobody lacks those before that one is reached.
        var states = past.Select(state => (State: state, Entries: Canonical(Of(state.Task)).ToHashSet(StringComparer.Ordinal))).SkipWhile(s => !_written.All(s.Entries.Contains));
        return AreAll ? ByNumber(states) : ByWhatIsThere(states);
    }

    // Whoever keeps no history lacks all entries, whatever they read: before all of these were written, or all but the first, and so on.
    private List<TaskContent> ByNumber(IEnumerable<(PastState State, HashSet<string> Entries)> states)
    {
        var without = new List<TaskContent>();
        foreach (var (state, entries) in states)
        {
            var lost = Missing.Reverse().TakeWhile(entry => !entries.Contains(entry)).Count();
            without.AddRange(Enumerable.Repeat(state.Task, Math.Max(0, lost - without.Count)));
            if (without.Count == Missing.Count)
            {
                break;
            }
        }

        without.Reverse();
        return without;
    }

    // The newest state that has what both have, and nothing else of ours. There is none where the author cut entries off, or where a merge put their own beside ours.
    private List<TaskContent> ByWhatIsThere(IEnumerable<(PastState State, HashSet<string> Entries)> states)
    {
        var byAgents = new HashSet<string>(StringComparer.Ordinal);
        (PastState State, HashSet<string> Entries)? newer = null;
        TaskContent? withoutNewest = null, forked = null;
        var isForkSought = true;
        foreach (var (state, entries) in states)
        {
            if (newer is { State.ByHand: false } made)
            {
                byAgents.UnionWith(made.Entries.Where(entry => !entries.Contains(entry)));
            }

            newer = (state, entries);
            withoutNewest ??= _newest.Length > 0 && !_newest.Any(entries.Contains) ? state.Task : null;
            if (!Missing.Any(entries.Contains))
            {
                if (_shared.All(entries.Contains))
                {
                    return [state.Task];
                }

                // Entries that came by hand edits tell nothing of what their author had read; those of others do.
                forked ??= isForkSought && _shared.All(entry => entries.Contains(entry) || !byAgents.Contains(entry)) ? state.Task : null;
                isForkSought = false;
            }

            // Before all that is lacked and all that is shared there is nothing more to find.
            if (!isForkSought && !_shared.Any(entries.Contains))
            {
                break;
            }
        }

        return (forked ?? withoutNewest) is { } read ? [read] : [];
    }

    private IEnumerable<string> Canonical(IEnumerable<string> entries)
    {
        foreach (var entry in entries)
        {
            if (!_canonical.TryGetValue(entry, out var canonical))
            {
                canonical = _canonical[entry] = ListMerge.Canonical(entry);
            }

            yield return canonical;
        }
    }
}
