using System.Text;
using System.Text.Json.Nodes;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Faults;

/// <summary>
/// A change is killed right before each of its system calls on the board's files. Whatever is left must be a board before the change or after
/// it, which the next one to come finds out; also when a person saves in between, and when the one that recovers is killed too.
/// </summary>
public abstract class KillMatrixTests
{
    private static readonly bool s_long = Environment.GetEnvironmentVariable("TASKBOARD_TEST_LONG") == "1";
    private readonly List<string> _faults = [];

    /// <summary>Kills before each call.</summary>
    /// <param name="kind">What the worker does.</param>
    /// <param name="id">To which task.</param>
    /// <param name="samples">How many second kills, during a recovery, are tried of all that there are.</param>
    protected async Task KillEverywhereAsync(string kind, string id, int samples)
    {
        var secondKills = s_long ? 300 : samples;
        var random = new Random(Seeds.Next());
        using var boards = await KilledBoards.CreateAsync();
        string[] change = ["change", boards.Scene, "worker", kind, id];
        string[] recover = ["change", boards.Scene, "successor", "claim", "t3"];
        boards.Restore();
        var strace = new Strace(boards.Scene);
        strace.Learn(change);
        strace.Learn(recover);
        boards.Restore();
        var points = strace.Count(change);
        Assert.True(points.Count > 30, $"Only {points.Count} calls were counted: {string.Join(' ', points)}");

        var (kills, left) = (0, new List<(KillPoint Point, string Board, long? Revision)>());
        foreach (var point in points)
        {
            boards.Restore();
            var (output, killed) = strace.KillBefore(point, change);
            kills += killed ? 1 : 0;
            long? revision = output.StartsWith("ack ", StringComparison.Ordinal) ? long.Parse(output[4..]) : null;
            left.Add((point, boards.CopyScene(), revision));
            await VerifyAsync($"{point}", boards.CopyScene(), kind, id, revision, marker: null);
            var edited = boards.CopyScene();
            await VerifyAsync($"{point}, hand edit", edited, kind, id, revision, Save(edited, random));
        }

        Assert.True(kills >= points.Count * 9 / 10, $"Only {kills} of {points.Count} were killed.");
        for (var i = 0; i < secondKills; i++)
        {
            var (point, board, revision) = left[random.Next(left.Count)];
            var again = points[random.Next(points.Count)];
            boards.MoveToScene(board);
            var marker = random.Next(2) == 0 ? Save(boards.Scene, random) : null;
            strace.KillBefore(again, recover);
            if (random.Next(3) == 0)
            {
                strace.KillBefore(points[random.Next(points.Count)], recover);
            }

            await VerifyAsync($"{point}, {(marker is null ? "" : "hand edit, ")}recovery killed at {again}", boards.Scene, kind, id, revision, marker);
        }

        Assert.True(_faults.Count == 0, $"{_faults.Count} of {points.Count} points and {secondKills} second kills:\n{string.Join('\n', _faults)}");
    }

    /// <summary>A person's save in the gap: in place or by rename, with or without changing the layout.</summary>
    private static string Save(string board, Random random)
    {
        var (path, marker) = (Path.Combine(board, "tasks.json"), $"mark{random.Next()}");
        var tasks = JsonNode.Parse(File.ReadAllText(path))!.AsArray();
        tasks[random.Next(tasks.Count)]![marker] = true;
        var target = random.Next(2) == 0 ? path : path + ".new";
        File.WriteAllText(target, tasks.ToJsonString(random.Next(2) == 0 ? new() { WriteIndented = true } : null), new UTF8Encoding(false));
        if (target != path)
        {
            File.Move(target, path, overwrite: true);
        }

        return marker;
    }

    private async Task VerifyAsync(string point, string directory, string kind, string id, long? acknowledged, string? marker)
    {
        try
        {
            _faults.AddRange((await BoardReferee.CheckAsync(directory)).Select(f => $"{point}: {f}"));
            await using var board = await Board.OpenAsync(directory);
            var events = await BoardReferee.EventsAsync(board);
            var done = events.Where(e => e.Agent == "worker" && e.Task == id).ToArray();
            Require(done.Length <= 1, $"{kind} is on record {done.Length} times");
            Require(acknowledged is null || done.Length == 1, "what was acknowledged is not on record");
            Require(acknowledged is null || done.Length == 0 || done[0].Revision == acknowledged, "it is on record as another revision");
            var task = (await board.ReadAsync()).Find(TaskId.Parse(id));
            var there = kind == "add" ? task is not null : task?.State == TaskState.Completed;
            Require(there == (done.Length == 1), "file and history disagree about it");
            Require(
                marker is null || events.Any(e => e.Source == BoardEventSource.HandEdit && (e.Changes?.Contains(marker, StringComparison.Ordinal) ?? false)),
                "the person's save is not on record");

            // And work goes on.
            await board.NoteAsync(TaskId.Parse("t5"), "still here", "next");
        }
        catch (BoardException e)
        {
            _faults.Add($"{point}: {e.GetType().Name}: {e.Message}");
        }

        Directory.Delete(directory, recursive: true);

        void Require(bool condition, string fault)
        {
            if (!condition)
            {
                _faults.Add($"{point}: {fault}");
            }
        }
    }
}

/// <summary>A completion.</summary>
public sealed class KilledCompletionTests : KillMatrixTests
{
    [StraceFact]
    public Task A_completion_killed_before_any_system_call_is_done_once_or_not_at_all() => KillEverywhereAsync("complete", "t2", samples: 25);
}

/// <summary>A task added; a class of its own, so that both matrices are gone through at once.</summary>
public sealed class KilledAdditionTests : KillMatrixTests
{
    [StraceFact]
    public Task An_added_task_killed_before_any_system_call_is_there_once_or_not_at_all() => KillEverywhereAsync("add", "added", samples: 10);
}
