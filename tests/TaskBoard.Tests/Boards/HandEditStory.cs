using System.Text.Json.Nodes;

namespace TaskBoard.Tests.Boards;

/// <summary>
/// A story by its seed: agents work, and a person edits what an open editor holds, however long ago it was read, and saves it: before a turn, in the very
/// moment of an exchange, again and again. What an agent was told has been done, and whoever saved could not know, is undone by no save in silence.
/// </summary>
internal sealed class HandEditStory(int seed) : IDisposable
{
    private static readonly string[] s_bookkeeping = ["history", "updated_at", "$position"];

    private readonly BoardRig _rig = new();
    private readonly Random _random = new(seed);
    private readonly List<BoardEvent> _events = [];
    private readonly List<string> _steps = [];
    private string _buffer = "";
    private long _read;
    private int _words;

    public void Dispose() => _rig.Dispose();

    /// <summary>Plays it.</summary>
    /// <returns>What went wrong, with the steps up to there; null: nothing.</returns>
    public async Task<string?> PlayAsync(int steps)
    {
        await using var board = await _rig.OpenAsync("[]");
        await board.AddAsync([.. Enumerable.Range(1, 6).Select(i => new TaskDraft(Word("a")) { Id = TaskId.Parse($"t{i}"), Labels = ["first"] })], "planner");
        await ReadAsync(board);
        for (var i = 0; i < steps; i++)
        {
            _rig.Clock.Advance(TimeSpan.FromSeconds(_random.Next(1, 5)));
            var before = await board.History.LastRevisionAsync();
            await StepAsync(board);
            await board.CatchUpAsync();
            await board.CatchUpAsync();
            var events = await board.EventsAsync(new EventFilter { AfterRevision = before });
            _events.AddRange(events);
            if (events.Select(e => UndoneBy(e, events)).FirstOrDefault(u => u is not null) is { } undone)
            {
                return $"{undone}\n{string.Join('\n', _steps)}\n{string.Join('\n', (await board.EventsAsync()).Select(e => $"{e.Revision} {e.Event} {e.Task} {e.Agent ?? "-"} {e.Changes} {e.Details}"))}";
            }
        }

        await board.AssertSoundAsync();
        return null;
    }

    private async Task StepAsync(Board board)
    {
        switch (_random.Next(8))
        {
            case 0:
                await ReadAsync(board);
                break;
            case < 4:
                await ActAsync(board);
                break;
            case < 6:
                Edit();
                Save("between turns");
                break;
            case 6:
                // The same buffer once more, as it was.
                Save("between turns");
                break;
            default:
                Edit();
                var saved = false;
                _rig.BeforeExchange(() =>
                {
                    saved = true;
                    Save("in the moment of an exchange");
                });
                await ActAsync(board);
                _rig.BeforeExchange(static () => { });
                if (!saved)
                {
                    Save("after a refusal");
                }

                break;
        }
    }

    private async Task ReadAsync(Board board)
    {
        (_buffer, _read) = (_rig.Text, await board.History.LastRevisionAsync());
        _steps.Add($"reads at revision {_read}");
    }

    private async Task ActAsync(Board board)
    {
        var id = TaskId.Parse($"t{_random.Next(1, 7)}");
        var agent = $"agent-{_random.Next(1, 3)}";
        var action = _random.Next(7);
        try
        {
            var change = action switch
            {
                0 or 1 => await board.EditAsync(id, new TaskEdit { Title = Word("a") }, agent),
                2 => await board.EditAsync(id, new TaskEdit { AddLabels = [Word("a")] }, agent),
                3 => await board.NoteAsync(id, Word("a"), agent),
                4 => (await board.ClaimAsync(id, agent)).Change,
                5 => await (await board.ClaimAsync(id, agent)).CompleteAsync(Word("a")),
                _ => await board.CancelAsync(id, agent),
            };
            _steps.Add($"{agent} does {action} to {id}: revision {change.Revision}");
        }
        catch (BoardException e)
        {
            _steps.Add($"{agent} does {action} to {id}: {e.GetType().Name}");
        }
    }

    private void Edit()
    {
        var tasks = JsonNode.Parse(_buffer)!.AsArray();
        var task = tasks.Count == 0 ? null : tasks[_random.Next(tasks.Count)]!.AsObject();
        var action = task is null ? 5 : _random.Next(6);
        switch (action)
        {
            case 0:
                task!["title"] = Word("p");
                break;
            case 1:
                task!["description"] = Word("p");
                break;
            case 2:
                task!["status"] = new[] { "PENDING", "CANCELLED", "COMPLETED" }[_random.Next(3)];
                break;
            case 3:
                task!["labels"] = new JsonArray([.. task["labels"]?.AsArray().Select(l => l?.DeepClone()) ?? [], Word("p")]);
                break;
            case 4 when tasks.Count > 4:
                tasks.Remove(task);
                break;
            default:
                tasks.Add(new JsonObject { ["id"] = Word("h"), ["title"] = Word("p") });
                break;
        }

        _steps.Add($"edits {task?["id"]} ({action})");
        _buffer = tasks.ToJsonString(_random.Next(2) == 0 ? new() { WriteIndented = true } : null);
    }

    private void Save(string when)
    {
        _steps.Add($"saves what was read at revision {_read}, {when}: {_buffer}");
        if (_random.Next(2) == 0)
        {
            _rig.SaveByRename(_buffer);
        }
        else
        {
            _rig.Text = _buffer;
        }
    }

    private string Word(string by) => $"{by}-word-{++_words}";

    /// <summary>
    /// What an event of a save undoes, that its author could not know and no conflict tells; null: nothing. A task that is gone from the text tells nothing of
    /// what its author knew; its deletion has all that it was, and so tells itself.
    /// </summary>
    private string? UndoneBy(BoardEvent save, IReadOnlyList<BoardEvent> events)
    {
        if (save is not { Source: BoardEventSource.HandEdit, Event: not BoardEventKind.Deleted, Task: { } task, Changes: { } changes } || events.Any(e => e.Event == BoardEventKind.Conflict && e.Task == task))
        {
            return null;
        }

        return Changed(changes).Where(c => TakesAway(c.Value)).Select(c => c.Key)
            .Select(name => (Name: name, Last: _events.LastOrDefault(e => e.Sequence < save.Sequence && e.Task == task && Speaks(e, name))))
            .Where(c => c.Last is { Source: BoardEventSource.Agent } && c.Last.Revision > _read)
            .Select(c => $"seed {seed}: revision {save.Revision} takes {c.Name} of {task} back, which {c.Last!.Agent} was told of at revision {c.Last.Revision}")
            .FirstOrDefault();
    }

    /// <summary>Whether an event says something of a property. A save that takes entries of the history away, and is let to, holds what they told.</summary>
    private static bool Speaks(BoardEvent item, string name) => item.Changes is { } changes
        && (Changed(changes).ContainsKey(name) || (item.Source == BoardEventSource.HandEdit && JsonNode.Parse(changes)!["history"] is not null));

    private static Dictionary<string, JsonNode> Changed(string changes) => JsonNode.Parse(changes)!.AsObject()
        .Where(p => !s_bookkeeping.Contains(p.Key)).ToDictionary(p => p.Key, p => p.Value!, StringComparer.Ordinal);

    /// <summary>Lists only lose what is in them no more.</summary>
    private static bool TakesAway(JsonNode change) => change["from"] is JsonArray from && change["to"] is JsonArray to
        ? from.Any(f => !to.Any(t => JsonNode.DeepEquals(f, t)))
        : change["appended"] is null;
}
