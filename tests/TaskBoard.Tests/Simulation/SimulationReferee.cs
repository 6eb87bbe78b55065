using System.Text;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;
using TaskBoard.TestKit;

namespace TaskBoard.Tests.Simulation;

/// <summary>Looks at a simulated world after everybody has finished, and names everything that must not be.</summary>
internal sealed class SimulationReferee(SimulatedWorld world)
{
    private readonly List<string> _faults = [.. world.Violations];
    private readonly JournalState _journal = world.Database.Committed;

    /// <summary>Lets a world run, and names what is wrong; a process that fails is wrong too.</summary>
    public static IReadOnlyList<string> RunAndCheck(SimulatedWorld world)
    {
        try
        {
            world.Run();
            return Check(world);
        }
        catch (InvalidOperationException e)
        {
            return [.. world.Violations, $"a process failed: {e}"];
        }
        catch (InvalidDataException e)
        {
            return [.. world.Violations, $"the events cannot be replayed: {e.Message}"];
        }
    }

    /// <summary>What is wrong, each as a sentence; empty: nothing.</summary>
    private static List<string> Check(SimulatedWorld world)
    {
        var referee = new SimulationReferee(world);
        referee.TheFileIsTheHistory();
        foreach (var history in world.Histories)
        {
            referee.TheChainHolds(history);
            referee.NoTaskIsCompletedTwice(history);
            referee._faults.AddRange(BoardReferee.LostEnds(history.Events));
        }

        referee.NothingIsUnfinished();
        referee.AcknowledgedIsPresentOnce();
        referee.WhatWasAnsweredStays();
        referee.RefusedLeftNoTrace();
        referee.WhatTheFileSaidOutlivesItsHistory();
        referee.SavesAreOnRecord();
        referee.NothingIsUndoneInSilence();
        referee.HandEditsHaveAHand();
        referee.NoHalfOfASaveIsRecorded();
        return referee._faults;
    }

    private void TheFileIsTheHistory()
    {
        var bytes = world.Files.At(world.Paths.Board)?.Content;
        BoardContent content;
        try
        {
            content = BoardText.Parse(bytes ?? [], new BoardLimits(), world.Paths.Board).Content;
        }
        catch (BoardException e)
        {
            _faults.Add($"the file does not parse: {e.Message}");
            return;
        }

        var replayed = BoardDiff.Apply(
            new MirrorBoard(BoardContent.Empty, new Dictionary<string, string>()),
            _journal.Events.Where(e => e.Changes is not null).Select(e => new TaskChange(e.Task, e.Event, e.FromStatus, e.ToStatus, e.Changes!)));
        Require(replayed.Content.SameValues(_journal.Mirror().Content), "replaying all events does not give the mirror");
        Require(replayed.Content.SameValues(content), "replaying all events does not give the file");
        Require(_journal.Commits.LastOrDefault()?.NewHash == BoardFile.HashOf(bytes), "the file is not that of the last commit");
    }

    private void TheChainHolds(JournalState history)
    {
        var previous = EventChain.Genesis;
        foreach (var item in history.Events)
        {
            Require(item.PreviousHash == previous && item.Hash == EventChain.HashOf(item), $"event {item.Sequence} breaks the chain");
            Require(
                item.Agent is not null || item.Source is BoardEventSource.HandEdit or BoardEventSource.Monitor,
                $"event {item.Sequence} ({item.Event} of {item.Task}) has no author");
            previous = item.Hash;
        }

        Require(history.Events.Zip(history.Events.Skip(1)).All(e => e.First.RecordedAt <= e.Second.RecordedAt), "recorded times go back");
    }

    private void NothingIsUnfinished()
    {
        Require(_journal.Commits.All(c => c.State != CommitState.Pending), "a commit is still pending");
        var left = world.Files.NamesIn(world.Paths.Swap);
        Require(left.Count == 0, $"left in swap after everybody closed everything: {string.Join(' ', left)}");
        Require(world.Files.At(world.Paths.Lock) is null, "tasks.lock is still there");
    }

    private void AcknowledgedIsPresentOnce()
    {
        foreach (var answer in world.Acknowledged)
        {
            var recorded = world.Histories.Any(h => h.Events.Any(e => e.Revision == answer.Revision && e.Agent == answer.Agent));
            Require(!answer.Changed || recorded, $"{answer.Token} was acknowledged as revision {answer.Revision}, which is not on record");
            if (answer.HasToken)
            {
                // Whoever repeats while the history is being deleted may do it twice: the key was in the history.
                var times = world.Histories.Select(h => TimesRecorded(h, answer.Token)).ToArray();
                Require(times.Max() <= 1 && (answer.AlreadyDone || times.Max() == 1), $"{answer.Token} was acknowledged and is on record {string.Join('+', times)} times");
            }
        }
    }

    /// <summary>
    /// Whoever was answered, if only by a refusal, was told of the board as it was on record by then: a power cut must not take any of that back, hand edits that the
    /// turn found included.
    /// </summary>
    private void WhatWasAnsweredStays()
    {
        foreach (var answer in world.Answered.Distinct())
        {
            Require(
                world.Histories.Any(h => h.Events.Count >= answer.Events && h.Events[answer.Events - 1].Hash == answer.Hash),
                $"event {answer.Events} was on record when somebody was answered, and is not any more");
        }
    }

    private void RefusedLeftNoTrace()
    {
        foreach (var token in world.Refused)
        {
            Require(world.Histories.All(h => TimesRecorded(h, token) == 0), $"{token} was said not to have happened and is on record");
        }
    }

    /// <summary>Where the history was taken away, the next one takes over what stood in the file.</summary>
    private void WhatTheFileSaidOutlivesItsHistory()
    {
        var eras = world.PastEras;
        for (var i = 0; i < eras.Count; i++)
        {
            var (next, board) = i + 1 < eras.Count ? (eras[i + 1].Journal, eras[i + 1].Board) : (_journal, "");
            foreach (var token in world.Acknowledged.Select(a => a.Token).Except(world.TakenBack))
            {
                var quoted = $"\"{token}\"";
                Require(
                    !eras[i].Board.Contains(quoted, StringComparison.Ordinal) || board.Contains(quoted, StringComparison.Ordinal)
                    || next.Events.Any(e => e.Changes?.Contains(quoted, StringComparison.Ordinal) ?? false),
                    $"{token} stood in the file when the history was taken away, and is not in the next one");
            }
        }
    }

    private void NoTaskIsCompletedTwice(JournalState history)
    {
        // Between two completions by agents somebody must have opened the task again.
        foreach (var task in history.Events.Where(e => e.Task is not null && e.Changes is not null).GroupBy(e => e.Task))
        {
            var done = false;
            foreach (var item in task)
            {
                Require(!done || item.ToStatus != "COMPLETED" || item.FromStatus == "COMPLETED", $"{task.Key} is completed twice, by event {item.Sequence} again");
                done = item.ToStatus == "COMPLETED";
            }
        }

        foreach (var claim in history.Events
            .Where(e => e is { Event: BoardEventKind.Assigned, Source: BoardEventSource.Agent, Changes: not null })
            .Select(e => (e.Task, Attempts: JsonText.Properties(e.Changes!).FirstOrDefault(p => p.Key == "attempts").Value))
            .Where(c => c.Attempts is not null)
            .GroupBy(c => (c.Task, c.Attempts)))
        {
            Require(claim.Count() == 1, $"{claim.Key.Task}: attempt number {claim.Key.Attempts} was given {claim.Count()} times");
        }
    }

    private void SavesAreOnRecord()
    {
        foreach (var save in world.Saves.Where(s => !s.Overwritten))
        {
            var onRecord = world.Histories.Any(h => h.Events.Any(e =>
                    (e.Changes?.Contains(save.Quoted, StringComparison.Ordinal) ?? false) || (e.Details?.Contains(save.Marker, StringComparison.Ordinal) ?? false)))
                || (world.Era > 0 && world.Files.HoldIn(world.Paths.Displaced, save.Quoted));
            Require(onRecord, $"save {save.Marker} of {save.Who} is nowhere in the history");
        }
    }

    /// <summary>A hand edit that takes a completed task back needs a person who meant it, or a conflict that says so.</summary>
    private void NothingIsUndoneInSilence()
    {
        if (world.Era > 0)
        {
            // What somebody had read before the history was taken away cannot be told from what they wrote.
            return;
        }

        var meant = world.Saves.Select(s => s.ChangedState).ToHashSet();
        foreach (var undone in _journal.Events.Where(e =>
            e is { FromStatus: "COMPLETED", Source: BoardEventSource.HandEdit } && e.ToStatus is not (null or "COMPLETED") && !meant.Contains(e.Task)))
        {
            var told = _journal.Events.Any(e => e.Event == BoardEventKind.Conflict && e.Task == undone.Task && e.Revision >= undone.Revision && e.Revision <= undone.Revision + 1);
            var many = _journal.Events.Count(e => e.Revision == undone.Revision) >= 5;
            Require(told || many, $"event {undone.Sequence} takes back the completed {undone.Task} without a conflict");
        }
    }

    /// <summary>
    /// What is recorded as a hand edit must hold what a person or a script saved, or an agent's change has lost its author. A history that begins anew takes over what
    /// agents wrote, and a power cut puts back older names and contents, from which saves are gone that others had built upon: so it is asked up to the first of
    /// these. Where nobody saves anything there is nothing that a power cut could put back, and it is asked to the end.
    /// </summary>
    private void HandEditsHaveAHand()
    {
        var journal = world.Era == 0 && world.Roughness.IsOnlyAgents ? _journal : world.Unharmed ?? _journal;
        var first = journal.Commits.FirstOrDefault()?.FirstRevision;
        foreach (var edit in journal.Events.Where(e => e.Revision != first && e.Source == BoardEventSource.HandEdit).GroupBy(e => e.Revision).Where(edit => edit.Any(e => e.Changes is not null)))
        {
            var text = string.Concat(edit.Select(e => e.Changes + e.Details));
            Require(world.Saves.Any(s => text.Contains(s.Marker, StringComparison.Ordinal)), $"revision {edit.Key} is a hand edit, and nobody's");
        }
    }

    /// <summary>A stamper writes one mark into all its tasks at one stroke: a record in which they differ is half of one text and half of another.</summary>
    private void NoHalfOfASaveIsRecorded()
    {
        if (!world.Roughness.Stamper)
        {
            return;
        }

        var board = new MirrorBoard(BoardContent.Empty, new Dictionary<string, string>());
        foreach (var revision in _journal.Events.Where(e => e.Changes is not null).GroupBy(e => e.Revision))
        {
            board = BoardDiff.Apply(board, revision.Select(e => new TaskChange(e.Task, e.Event, e.FromStatus, e.ToStatus, e.Changes!)));
            var marks = board.Content.Tasks.Select(t => t[SimulatedStamper.Property]).Where(m => m is not null).Distinct(StringComparer.Ordinal).ToArray();
            Require(marks.Length <= 1, $"revision {revision.Key} holds half of one save and half of another: {string.Join(' ', marks)}");
        }
    }

    private static int TimesRecorded(JournalState history, string token)
    {
        // The word is quoted where it is a value (a title, a note, a summary); appended notes and new values count, removed ones do not.
        var quoted = $"\"{token}\"";
        return history.Events.Where(e => e is { Source: BoardEventSource.Agent, Changes: not null } && e.Changes.Contains(quoted, StringComparison.Ordinal))
            .Where(e => JsonText.Properties(e.Changes!).SelectMany(p => JsonText.Properties(p.Value)).Any(p => p.Key is "to" or "appended" && p.Value.Contains(quoted, StringComparison.Ordinal)))
            .Select(e => e.Revision).Distinct().Count();
    }

    private void Require(bool condition, string fault)
    {
        if (!condition)
        {
            _faults.Add(fault);
        }
    }
}
