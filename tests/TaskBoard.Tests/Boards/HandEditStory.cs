using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.TestKit;
using TaskBoard.Turns;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>
/// A story of agents and one person on a board in memory, told by numbers, each the seed of one step. Whatever is written has a word of its own, by
/// which it is found again: in the file, or in the history.
/// </summary>
internal sealed class HandEditStory : IDisposable
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    private readonly ManualClock _clock = new();
    private readonly BoardPaths _paths = new(Path.GetFullPath("/in-memory"));
    private readonly InMemoryJournalStore _journals = new(static memory => memory.Span.Fill(7));
    private readonly MemoryDisk _machine;
    private readonly FaultyDisk _disk;
    private readonly Board _board;
    private readonly List<Change> _changes = [];
    private readonly List<HandSave> _saves = [];
    private string _read = "";
    private bool _isAboutToSave;
    private int _words;

    public HandEditStory()
    {
        _machine = new MemoryDisk(_clock);
        _disk = new FaultyDisk(_machine.ForProcess());
        _machine.CreateDirectory(_paths.Directory);
        var options = new BoardOptions { TimeProvider = _clock };
        _board = new Board(options, new TurnSeams(_disk, MachineProcesses.Current, _journals, _clock, static _ => 0), _paths);
    }

    private string Text => Encoding.UTF8.GetString(_machine.Read(_paths.Board)!.Bytes);

    /// <summary>Tells it, and looks at what became of everything.</summary>
    public void Tell(IEnumerable<int> story) => TellAsync(story).GetAwaiter().GetResult();

    public void Dispose() => _journals.Dispose();

    private async Task TellAsync(IEnumerable<int> story)
    {
        Put("""[{"id":"t1","title":"one"},{"id":"t2","title":"two","labels":["first"]},{"id":"t3","title":"three"}]""");
        await _board.CatchUpAsync();
        _read = Text;
        foreach (var step in story)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await StepAsync(new Random(step));
        }

        await _board.CatchUpAsync();
        await _board.CatchUpAsync();
        await _board.AssertSoundAsync();
        var events = await _board.EventsAsync();
        Assert.All(_saves, save => Assert.True(IsShown(Text, save.Word) || events.Exists(e => IsTold(e, save.Word)), $"what the person saved as {save.Word} is nowhere"));
        Assert.All(_changes, change => Assert.True(
            IsShown(Text, change.Word) || IsTakenBackOpenly(change, events), $"{change.Word} was acknowledged as revision {change.Revision} and taken back in silence"));
    }

    private async Task StepAsync(Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                _read = Text;
                break;
            case 1:
                _read = random.Next(2) == 0 ? Text : _read;
                Save(Edited(random));
                await _board.CatchUpAsync();
                break;
            case 2 when !_isAboutToSave:
                _read = random.Next(2) == 0 ? Text : _read;
                var save = Edited(random);
                _isAboutToSave = true;
                _disk.BeforeNext(nameof(IDisk.Exchange), _paths.Board, () => Save(save));
                await ChangeAsync(random);
                break;
            default:
                await ChangeAsync(random);
                break;
        }
    }

    private async Task ChangeAsync(Random random)
    {
        var tasks = (await _board.ReadAsync()).Tasks;
        var word = $"a{++_words}";
        var id = tasks.Count == 0 ? TaskId.Parse("gone") : tasks[random.Next(tasks.Count)].Id;
        try
        {
            var change = await (random.Next(10) switch
            {
                0 => _board.EditAsync(id, new TaskEdit { Title = word }, "agent"),
                1 => _board.EditAsync(id, new TaskEdit { AddLabels = [word] }, "agent"),
                2 => _board.EditAsync(id, new TaskEdit { Blocked = word }, "agent"),
                3 => _board.NoteAsync(id, word, "agent"),
                4 or 5 => _board.CompleteAsync(id, word, "agent"),
                6 => _board.AddAsync(new TaskDraft(word) { Id = TaskId.Parse(word) }, "agent"),
                7 when random.Next(3) == 0 => _board.RemoveAsync(id, "agent"),
                7 => _board.ReopenAsync(id, "agent"),
                _ => _board.EditAsync(id, new TaskEdit { Description = word }, "agent"),
            });
            if (change.Events.Any(e => IsTold(e, word)))
            {
                _changes.Add(new Change(word, change.Events[0].Task!, change.Revision));
            }
        }
        catch (BoardException)
        {
            // Refused: the story goes on.
        }
    }

    /// <summary>What the person makes of what they read.</summary>
    private HandSave Edited(Random random)
    {
        var word = $"p{++_words}";
        var board = JsonNode.Parse(_read)!.AsArray();
        var task = board.Count == 0 ? null : board[random.Next(board.Count)]!.AsObject();
        switch (random.Next(9))
        {
            case 0 or 1 when task is not null:
                task["title"] = word;
                break;
            case 2 when task is not null:
                task["labels"] = new JsonArray([.. task["labels"]?.AsArray().Select(l => l!.DeepClone()) ?? [], word]);
                break;
            case 3 when task is not null:
                task["status"] = random.Next(3) switch { 0 => "COMPLETED", 1 => "CANCELLED", _ => "PENDING" };
                task["mine"] = word;
                break;
            case 4 when task is not null:
                task.Remove("history");
                task["mine"] = word;
                break;
            case 5 when task is not null:
                board.Remove(task);
                board.Add(NewTask(word));
                break;
            case 6:
                board.Insert(0, NewTask(word));
                break;
            default:
                (task ?? NewTaskOf(board, word))["mine"] = word;
                break;
        }

        return new HandSave(word, _read, board.ToJsonString(random.Next(2) == 0 ? s_indented : null));
    }

    private static JsonObject NewTaskOf(JsonArray board, string word)
    {
        board.Add(NewTask(word));
        return board[^1]!.AsObject();
    }

    private static JsonObject NewTask(string word) => new() { ["id"] = word, ["title"] = word };

    private void Save(HandSave save)
    {
        _isAboutToSave = false;
        _saves.Add(save);
        Put(save.Text);
    }

    private void Put(string text)
    {
        var beside = _paths.Board + "~";
        using (var file = _machine.CreateNew(beside)!)
        {
            file.Append(Encoding.UTF8.GetBytes(text));
        }

        _machine.Rename(beside, _paths.Board);
    }

    /// <summary>An agent's change is gone rightly where an agent or a person who knew it took it back, or a conflict shows it.</summary>
    private bool IsTakenBackOpenly(Change change, List<BoardEvent> events) =>
        events.Exists(e => e.Revision > change.Revision && e.Source == BoardEventSource.Agent && IsTold(e, change.Word))
        || events.Exists(e => e.Revision > change.Revision && e.Event == BoardEventKind.Conflict && e.Task == change.Task && IsTold(e, change.Word))
        || _saves.Exists(s => IsShown(s.Read, change.Word) && !IsShown(s.Text, change.Word));

    private static bool IsTold(BoardEvent item, string word) =>
        (item.Changes is { } changes && IsShown(changes, word)) || (item.Details is { } details && IsShown(details, word));

    private static bool IsShown(string text, string word) => text.Contains($"\"{word}\"", StringComparison.Ordinal);

    private sealed record Change(string Word, string Task, long Revision);

    private sealed record HandSave(string Word, string Read, string Text);
}
