using TaskBoard;

namespace HandEdit;

/// <summary>What happens, step by step; after each the lines of <c>tasks.json</c> that differ, and what the history says.</summary>
internal sealed class Story(string directory, TextWriter output)
{
    private static readonly TaskId s_parse = TaskId.Parse("1");
    private static readonly TaskId s_print = TaskId.Parse("2");

    private readonly Person _person = new(Path.Combine(directory, "tasks.json"));

    // A clock that stands still, so that this prints the same each time.
    private readonly BoardOptions _options = new() { TimeProvider = new StandingClock() };
    private long _told;

    /// <summary>Tells the story; true: every promise held.</summary>
    public async Task<bool> TellAsync()
    {
        _person.Write(Person.Board);
        Say("A board as people write them: tabs, CRLF, comments, properties in their own order and of their own.");
        await using var board = await Board.CreateAsync(directory, _options);
        await TellEventsAsync(board);

        Say("An agent claims task 1 and completes it. Only its lines change, in the style of the file:");
        await DifferAsync(async () => await (await board.ClaimAsync(s_parse, "agent-1")).CompleteAsync("parsed, 12 tests"));
        await TellEventsAsync(board);

        Say("Ann changes a priority in her editor, and says so in the task's history. The edit is hers:");
        await DifferAsync(() => _person.Replace("\"priority\": \"low\"", "\"priority\": \"high\", \"history\": [{\"event\": \"UPDATED\", \"agent_id\": \"ann\", \"details\": \"the customer waits\"}]"));
        await board.CatchUpAsync();
        await TellEventsAsync(board);

        Say("Somebody changes a title, and says nothing. It counts as much; nobody knows who it was:");
        await DifferAsync(() => _person.Replace("\"Print\"", "\"Print it all\""));
        await board.CatchUpAsync();
        await TellEventsAsync(board);

        Say("Somebody saves with a comma missing. Nothing can be changed, nothing is lost:");
        await BreakAndMendAsync(board);

        Say("Ann has the file open, and adds a label. Meanwhile an agent completes task 2. She saves: both stand, and the difference is on record:");
        var opened = _person.Read();
        await board.CompleteAsync(s_print, "printed", "agent-2");
        await DifferAsync(async () =>
        {
            _person.Write(opened.Replace("\"labels\": [ \"io\" ]", "\"labels\": [ \"io\", \"release\" ]", StringComparison.Ordinal));
            await board.CatchUpAsync();
        });
        await TellEventsAsync(board);
        return await TellTheEndAsync(board);
    }

    private async Task BreakAndMendAsync(Board board)
    {
        var sound = _person.Read();
        _person.Replace("\"title\": \"Print it all\",", "\"title\": \"Print it all\"");
        var broken = _person.Read();
        try
        {
            await board.ClaimAsync(s_print, "agent-2");
        }
        catch (BoardUnreadableException e)
        {
            output.WriteLine($"    refused: {e.Problems[0]}");
        }

        output.WriteLine($"    the file is {(_person.Read() == broken ? "as it was saved" : "CHANGED")}; readers get the last good board, {(await board.ReadAsync()).Tasks.Count} tasks");
        _person.Write(sound);
        await board.CatchUpAsync();
    }

    private async Task<bool> TellTheEndAsync(Board board)
    {
        var (snapshot, verification) = (await board.ReadAsync(), await board.History.VerifyAsync());
        var task = snapshot.Find(s_print)!;
        var text = _person.Read();
        var kept = Person.OwnWays.All(way => text.Contains(way, StringComparison.Ordinal));
        var merged = task.State == TaskState.Completed && task.Labels.Contains("release");
        var replayed = await board.History.ReplayAsync(verification.Revision);
        Say("In the end:");
        output.WriteLine($"    task 2    {task.State.ToWord()}, {string.Join(' ', task.Labels)}{(merged ? "" : ": NOT MERGED")}");
        output.WriteLine($"    file      tabs, CRLF, comments, 1.50, \\u00e4 and own properties {(kept ? "as they were" : "NOT AS THEY WERE")}");
        output.WriteLine($"    history   {(verification.IsIntact && !verification.FileIsAhead ? "verified" : "NOT INTACT")}, replay {(replayed.Tasks.Count == snapshot.Tasks.Count ? "equals" : "DIFFERS FROM")} the board");
        return kept && merged && verification.IsIntact;
    }

    private void Say(string text) => output.WriteLine($"\n{text}");

    private Task DifferAsync(Action change) => DifferAsync(() =>
    {
        change();
        return Task.CompletedTask;
    });

    private async Task DifferAsync(Func<Task> change)
    {
        var before = _person.Read();
        await change();
        foreach (var line in LineDiff.Of(before, _person.Read()))
        {
            output.WriteLine($"    {line}");
        }
    }

    private async Task TellEventsAsync(Board board)
    {
        await foreach (var item in board.History.EventsAsync(new EventFilter { AfterSequence = _told }))
        {
            _told = item.Sequence;
            output.WriteLine($"    {item.Event} {item.Task} by {item.Agent ?? "(nobody known)"}, {item.Source}{(item.Details is { } details ? $": {details}" : "")}");
        }
    }
}
