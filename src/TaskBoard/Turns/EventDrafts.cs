using System.Globalization;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>Says who and why beside what a difference says changed. Pure.</summary>
internal static class EventDrafts
{
    /// <summary>The events of a caller's change.</summary>
    public static IEnumerable<EventDraft> OfChange(
        BoardDelta delta, long revision, ChangeBy by, Decision decision, DateTimeOffset now)
    {
        var about = decision.Tasks.Select(t => t.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var change in delta.Changes)
        {
            var isAbout = decision.Word is not null || (change.Task is { } task && about.Contains(task));
            var details = isAbout ? decision.Details ?? by.Reason : by.Reason;
            yield return new EventDraft(revision, now, change, decision.Word ?? change.Event, by.Agent, decision.Source, details, change.Task);
        }
    }

    /// <summary>
    /// The events of leases that a caller's change found ended: the clock's doing, put on record by the caller; the tasks' new entries say whose they were.
    /// </summary>
    public static IEnumerable<EventDraft> OfExpiry(
        BoardDelta delta, long revision, ChangeBy by, BoardContent before, BoardContent expired, DateTimeOffset now)
    {
        foreach (var change in delta.Changes)
        {
            var details = change.Task is { } task ? NewestNewEntry(before.Find(task), expired.Find(task))?.Details : null;
            yield return new EventDraft(revision, now, change, change.Event, by.Agent, BoardEventSource.Monitor, details, change.Task);
        }
    }

    /// <summary>
    /// The events of a hand edit: who and why as far as the file's own new <c>history</c> entries say, else nobody known. A task that comes (by a person's
    /// hand, or onto a record that begins) was made by whom its entry of that, or <c>created_by</c>, names: what happened to it later is no part of it.
    /// </summary>
    public static IEnumerable<EventDraft> OfHandEdit(
        BoardDelta delta, long revision, BoardContent before, BoardContent after, DateTimeOffset savedAt, string? details = null, string? editor = null)
    {
        foreach (var change in delta.Changes)
        {
            var item = change.Task is { } task ? after.Find(task) : null;
            var comes = change.Event == BoardEventKind.Created;
            var entry = comes ? item?.Item.History.FirstOrDefault(e => e.Event == BoardEventKind.Created)
                : change.Task is { } known ? NewestNewEntry(before.Find(known), item) : null;
            var by = entry?.AgentId ?? (comes ? item?.Item.CreatedBy : null) ?? editor;
            yield return new EventDraft(revision, savedAt, change, change.Event, by, BoardEventSource.HandEdit, details ?? entry?.Details, change.Task);
        }
    }

    /// <summary>A conflict between a hand edit and a change, as an event that changes nothing by itself.</summary>
    public static EventDraft OfConflict(MergeConflict conflict, long revision, DateTimeOffset savedAt) =>
        new(revision, savedAt, null, BoardEventKind.Conflict, null, BoardEventSource.HandEdit, conflict.Details, conflict.Task);

    /// <summary>That a hand edit removed most of the finished work, as an event that changes nothing by itself.</summary>
    public static EventDraft OfRemoval(RemovedWork removed, long revision, DateTimeOffset savedAt) =>
        new(revision, savedAt, null, BoardEventKind.FinishedWorkRemoved, null, BoardEventSource.HandEdit, FinishedWork.Details(removed), null);

    /// <summary>The beginning of a history that is not the board's first.</summary>
    public static EventDraft OfRebuilding(long revision, DateTimeOffset now) => new(
        revision, now, null, BoardEventKind.HistoryRebuilt, null, BoardEventSource.Monitor,
        "entries of the tasks tell of an earlier history, which is not here: it begins anew with what tasks.json holds", null);

    /// <summary>Rows of the history that were repaired.</summary>
    public static EventDraft OfRepair(RowRepair repair, string? kept, string by, long revision, DateTimeOffset now) => new(
        revision, now, null, BoardEventKind.HistoryRepaired, by, BoardEventSource.Agent,
        $"rows were not what was written: {RepairedRows.Told(repair)}{(kept is null ? "" : $"; as it was, the history is kept in {kept}")}", null);

    /// <summary>A lock that was broken, by whom (an agent's turn, or an operator: the source tells which) and with what proof.</summary>
    public static EventDraft OfBrokenLock(BrokenLock broken, long revision, DateTimeOffset now) => new(
        revision,
        now,
        null,
        BoardEventKind.LockBroken,
        broken.By,
        broken.ByOperator ? BoardEventSource.Agent : BoardEventSource.Monitor,
        $"broke the lock of {broken.Agent ?? "somebody unknown"}: {broken.Evidence}",
        null);

    /// <summary>The highest attempt of every task that a difference touches, for the register of ids.</summary>
    public static IEnumerable<KeyValuePair<string, int>> Attempts(BoardDelta delta, BoardContent after)
    {
        foreach (var change in delta.Changes)
        {
            if (change.Task is { } key && after.Find(key) is { } task)
            {
                yield return KeyValuePair.Create(
                    key, int.TryParse(task["attempts"], NumberStyles.None, CultureInfo.InvariantCulture, out var attempts) ? attempts : 0);
            }
        }
    }

    /// <summary>
    /// The newest entry that was not there before, but for one of those that a task loses where it keeps few: with an old text they come back, and say
    /// nothing of who brought them back.
    /// </summary>
    private static TaskHistoryEntry? NewestNewEntry(TaskContent? before, TaskContent? after)
    {
        if (after?["history"] is not ['[', ..] entries)
        {
            return null;
        }

        var known = before?["history"] is ['[', ..] old ? JsonText.Elements(old).Select(ListMerge.Canonical).ToHashSet(StringComparer.Ordinal) : [];
        var places = JsonText.Elements(entries).Select(ListMerge.Canonical).ToArray();
        var history = after.Item.History;
        var newest = Array.FindLastIndex(places, p => !known.Contains(p));
        if (newest < 0 || history.Count != places.Length)
        {
            return null;
        }

        // What stands before all that is known, and is older, was dropped from the task once.
        var isOld = !places.Take(newest).Any(known.Contains) && history[newest].Timestamp < before?.Item.History.Min(e => e.Timestamp);
        return isOld ? null : history[newest];
    }
}
