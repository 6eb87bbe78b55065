using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TaskBoard.History;

namespace TaskBoard.TestKit;

/// <summary>Looks at a real board after whatever was done to it: lets the library recover and catch up, then names everything that must not be.</summary>
public static partial class BoardReferee
{
    private static readonly string[] s_ofAgents = ["result", "assigned_to", "attempts", "progress"];

    /// <summary>What is wrong, each as a sentence; empty: nothing.</summary>
    public static async Task<IReadOnlyList<string>> CheckAsync(string directory)
    {
        var faults = new List<string>();
        await using var board = await Board.OpenAsync(directory);

        // The first turn recovers, the second finds what the first displaced closed.
        await board.CatchUpAsync();
        await board.CatchUpAsync();
        var snapshot = await board.ReadAsync();
        Require(snapshot.Readable, "the file cannot be read");
        var verification = await board.History.VerifyAsync();
        Require(verification.IsIntact, $"the history does not verify: {string.Join(' ', verification.Problems)}");
        Require(!verification.FileIsAhead, "the file is ahead of the history after catching up");
        Require(!File.Exists(Path.Combine(directory, "tasks.lock")), "tasks.lock is still there");
        var left = Directory.GetFiles(Path.Combine(directory, ".taskboard", "swap"));
        Require(left.Length == 0, $"left in swap: {string.Join(' ', left.Select(Path.GetFileName))}");

        var events = await EventsAsync(board);
        foreach (var item in events)
        {
            Require(
                item.Agent is not null || item.Source is BoardEventSource.HandEdit or BoardEventSource.Monitor,
                $"event {item.Sequence} ({item.Event} of {item.Task}) has no author");
        }

        faults.AddRange(LostEnds(events));
        faults.AddRange(CompletedTwice(events));
        faults.AddRange(AttemptsGivenTwice(events));
        return faults;

        void Require(bool condition, string fault)
        {
            if (!condition)
            {
                faults.Add(fault);
            }
        }
    }

    /// <summary>All events of a board.</summary>
    public static async Task<IReadOnlyList<BoardEvent>> EventsAsync(Board board)
    {
        ArgumentNullException.ThrowIfNull(board);
        var events = new List<BoardEvent>();
        await foreach (var item in board.History.EventsAsync())
        {
            events.Add(item);
        }

        return events;
    }

    /// <summary>
    /// Where it was put on record that the newest commits are lost: no crash does that to what is flushed, so it was a false alarm, or there is a worse fault.
    /// Only where somebody deleted a history that was in use may a writer who still had it open leave what the next one does not know. And where the clock was set back
    /// a text that was written for the next commit, and never shown, may pass for one that was (<see cref="LostHistory.EndAfter"/>).
    /// </summary>
    public static IEnumerable<string> LostEnds(IReadOnlyCollection<BoardEvent> events) => events.Any(e => e.Event == BoardEventKind.HistoryRebuilt) ? []
        : events.Where(e => e.Details?.StartsWith(LostHistory.EndIsLost, StringComparison.Ordinal) == true)
            .Where(e => !IsOfTheNext(e.Details!) || !events.Any(earlier => earlier.Sequence < e.Sequence && earlier.OccurredAt > e.OccurredAt))
            .Select(e => $"event {e.Sequence} says: {e.Details}");

    private static bool IsOfTheNext(string details) =>
        NumbersOfALostEnd().Match(details) is { Success: true } end
        && long.Parse(end.Groups["displaced"].Value, CultureInfo.InvariantCulture) == long.Parse(end.Groups["last"].Value, CultureInfo.InvariantCulture) + 1;

    /// <summary>Tasks that were completed although nobody had opened them since the last time.</summary>
    public static IEnumerable<string> CompletedTwice(IEnumerable<BoardEvent> events)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in events.Where(e => e is { Task: not null, Changes: not null }))
        {
            if (item is { ToStatus: "COMPLETED", FromStatus: not "COMPLETED" } && !done.Add(item.Task!))
            {
                yield return $"{item.Task} is completed twice, by event {item.Sequence} again";
            }
            else if (item.ToStatus != "COMPLETED")
            {
                done.Remove(item.Task!);
            }
        }
    }

    /// <summary>
    /// Hand edits that took a task from one state to another, or away, or took back what agents had written besides, although no person meant to, without a
    /// conflict that says so. Not those that bring back what agents had done: their author had read the file before an older version was put in its place. Nor those that
    /// take off once more what was told to be gone, and a hand edit had brought back.
    /// </summary>
    public static IEnumerable<string> UndoneInSilence(IReadOnlyList<BoardEvent> events) => events
        .Where(e => e is { Source: BoardEventSource.HandEdit, Task: not null, FromStatus: not null } && (e.FromStatus != e.ToStatus || TakesBack(e)) && !BringsBack(e, events) && !IsGoneAgain(e, events))
        .Where(e => !events.Any(c => c.Event == BoardEventKind.Conflict && c.Task == e.Task && c.Revision >= e.Revision && c.Revision <= e.Revision + 1))
        .Select(e => $"event {e.Sequence} takes {e.Task} from {e.FromStatus} to {e.ToStatus ?? "nothing"} without a conflict: {e.Changes}\n  after {Story(events.Where(before => before.Task == e.Task && before.Sequence < e.Sequence))}");

    /// <summary>Whether it takes off a task that a hand edit had brought, with nothing done to it since, and that was told to be gone before.</summary>
    private static bool IsGoneAgain(BoardEvent e, IReadOnlyList<BoardEvent> events) =>
        e.ToStatus is null
        && events.LastOrDefault(before => before.Task == e.Task && before.Changes is not null && before.Sequence < e.Sequence) is { Source: BoardEventSource.HandEdit, FromStatus: null } back
        && events.Any(gone => gone.Event == BoardEventKind.Conflict && gone.Task == e.Task && gone.Sequence < back.Sequence && gone.Details?.Contains("it is deleted", StringComparison.Ordinal) == true);

    /// <summary>The last events of a task, for whoever looks for the cause.</summary>
    private static string Story(IEnumerable<BoardEvent> events) => string.Join(
        "\n  ", events.TakeLast(12).Select(e => $"{e.Sequence} (revision {e.Revision}, {e.OccurredAt:HH:mm:ss.fff}, {e.Source}): {e.Event} by {e.Agent ?? "-"} {e.Details} {e.Changes}"));

    /// <summary>Whether it does nothing to the entries of a task's <c>history</c> but add some, all of which agents had written before.</summary>
    private static bool BringsBack(BoardEvent e, IReadOnlyList<BoardEvent> events)
    {
        using var json = JsonDocument.Parse(e.Changes ?? "{}");
        return json.RootElement.TryGetProperty("history", out var history) && history.EnumerateObject().All(p => p.NameEquals("appended"))
            && history.TryGetProperty("appended", out var added) && added.EnumerateArray().All(entry => events.Any(known =>
                known.Sequence < e.Sequence && known.Source == BoardEventSource.Agent && known.Task == e.Task
                && known.Agent == Text(entry, "agent_id") && known.Details == Text(entry, "details")));

        static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var text) ? text.GetString() : null;
    }

    /// <summary>Whether it changes a value that was there of what only agents write.</summary>
    private static bool TakesBack(BoardEvent e)
    {
        if (e.Changes is null)
        {
            return false;
        }

        using var json = JsonDocument.Parse(e.Changes);
        return json.RootElement.EnumerateObject().Any(p => s_ofAgents.Contains(p.Name) && p.Value.TryGetProperty("from", out _));
    }

    private static IEnumerable<string> AttemptsGivenTwice(IEnumerable<BoardEvent> events) => events
        .Where(e => e is { Source: BoardEventSource.Agent, Event: BoardEventKind.Assigned, Changes: not null })
        .Select(e => (e.Task, Attempt: AttemptOf(e.Changes!)))
        .Where(c => c.Attempt is not null)
        .GroupBy(c => c)
        .Where(g => g.Count() > 1)
        .Select(g => $"attempt {g.Key.Attempt} at {g.Key.Task} was given {g.Count()} times");

    private static int? AttemptOf(string changes)
    {
        using var json = JsonDocument.Parse(changes);
        return json.RootElement.TryGetProperty("attempts", out var attempts) && attempts.TryGetProperty("to", out var to) ? to.GetInt32() : null;
    }

    [GeneratedRegex("it ends with commit (?<last>[0-9]+)\\. What commit (?<displaced>[0-9]+) displaced", RegexOptions.None, 1000)]
    private static partial Regex NumbersOfALostEnd();
}
