using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary>What <c>taskboard wait</c> waits for.</summary>
internal sealed class WaitGoal
{
    private readonly TaskId? _task;
    private readonly TaskState _state;

    private WaitGoal(string text, TaskId? task = null, TaskState state = default) => (Text, _task, _state) = (text, task, state);

    /// <summary>The goal, as it is said.</summary>
    public string Text { get; }

    /// <summary>Reads <c>ready</c>, <c>done</c> or <c>ID:STATE</c>.</summary>
    public static async Task<WaitGoal> ParseAsync(CommandCall call, Board board, string text)
    {
        if (text is "ready" or "done")
        {
            return new WaitGoal(text);
        }

        // The last one: ids may hold colons.
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || Words.ParseState(text[(colon + 1)..]) is not { } state)
        {
            throw CliException.Usage(
                $"--for: '{text}' is nothing to wait for; write ready, done or ID:STATE. States are {string.Join(", ", Enum.GetValues<TaskState>().Select(s => s.ToWord()))}.");
        }

        var id = await TaskNames.IdAsync(call, board, text[..colon]).ConfigureAwait(false);
        return new WaitGoal($"{id}:{state.ToWord()}", id, state);
    }

    /// <summary>Whether it has come, or cannot come any more; null: neither.</summary>
    /// <param name="snapshot">The board.</param>
    /// <param name="standing">Where its tasks stand.</param>
    /// <param name="latest">What happened last: a state may have been left again since; null: nothing.</param>
    /// <exception cref="CliException">The task is not on the board.</exception>
    public WaitOutcome? Look(BoardSnapshot snapshot, Func<IReadOnlyDictionary<TaskId, TaskStanding>> standing, BoardEvent? latest)
    {
        if (_task is { } id)
        {
            return LookAt(snapshot, id, latest);
        }

        if (snapshot.Tasks.All(TaskFilter.IsFinished))
        {
            return new WaitOutcome(Text == "done" ? null : "done", "Done: nothing unfinished remains.") { TellsStanding = true };
        }

        if (Text == "done" || standing().Where(s => s.Value.Ready).Select(s => s.Key.Value).ToHashSet(StringComparer.Ordinal) is not { Count: > 0 } ready)
        {
            return null;
        }

        return new WaitOutcome(null, ready.Count == 1 ? "A task is ready." : $"{ready.Count} tasks are ready.")
        {
            Tasks = [.. snapshot.Tasks.Select(t => t.Id.Value).Where(i => i is not null && ready.Contains(i))],
        };
    }

    private WaitOutcome? LookAt(BoardSnapshot snapshot, TaskId id, BoardEvent? latest)
    {
        var wasThere = latest is not null && latest.Task == id.Value && latest.FromStatus != latest.ToStatus && latest.ToStatus == _state.ToWord();
        if (wasThere || snapshot.Find(id) is { Held: false } task && task.State == _state)
        {
            return new WaitOutcome(null, $"{id} is {_state.ToWord()}{(snapshot.Find(id)?.State == _state ? "" : " no more, and was")}.") { Tasks = [id.Value] };
        }

        if (snapshot.Find(id) is not { } now)
        {
            throw TaskNames.NotFound(id.Value);
        }

        // Out of what is finished only somebody's decision leads: to PENDING, and from FAILED to CANCELLED.
        return TaskFilter.IsFinished(now) && _state != TaskState.Pending && !(_state == TaskState.Cancelled && now.State == TaskState.Failed)
            ? new WaitOutcome("finished", $"{id} is {now.State.ToWord()}, and does not come to {_state.ToWord()} unless somebody takes it up again.") { Tasks = [id.Value] }
            : null;
    }
}
