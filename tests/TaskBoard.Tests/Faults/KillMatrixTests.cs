using System.Text;
using System.Text.Json.Nodes;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Faults;

/// <summary>
/// A change is killed right before each of its system calls on the board's files. Whatever is left must be a board before the change or after
/// it, which the next one to come finds out; also when a person saves in between, and when the one that recovers is killed too. The ordinary run
/// takes every third call, its seed tells which; the long form takes them all.
/// </summary>
public abstract class KillMatrixTests
{
    private readonly List<string> _faults = [];

    /// <summary>Kills before each call.</summary>
    /// <param name="kind">What the worker does.</param>
    /// <param name="id">To which task.</param>
    /// <param name="samples">How many second kills, during a recovery, are tried of all that there are.</param>
    protected async Task KillEverywhereAsync(string kind, string id, int samples)
    {
        using var row = FaultRow.Begin(1, $"kill matrix, {kind}: each call, with and without a save in the gap, and second kills");
        var secondKills = LongForm.Count(samples, 300);
        var random = new Random(Seeds.Next());
        var (every, first) = LongForm.IsAsked ? (1, 0) : (3, random.Next(3));
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
        var chosen = points.Where((_, i) => i % every == first).ToArray();
        foreach (var point in chosen)
        {
            boards.Restore();
            var (output, killed) = strace.KillBefore(point, change);
            kills += killed ? 1 : 0;
            var revision = KilledChange.Acknowledgement(output);
            left.Add((point, boards.CopyScene(), revision));
            await VerifyAsync($"{point}", boards.CopyScene(), kind, id, revision, marker: null);
            var edited = boards.CopyScene();
            await VerifyAsync($"{point}, hand edit", edited, kind, id, revision, Save(edited, random));
        }

        Assert.True(kills >= chosen.Length * 9 / 10, $"Only {kills} of {chosen.Length} were killed.");
        boards.MoveToScene(left[left.Count / 2].Board);
        var recovery = strace.Count(recover);
        var killedAgain = 0;
        for (var i = 0; i < secondKills; i++)
        {
            var (point, board, revision) = left[random.Next(left.Count)];
            var again = recovery[random.Next(recovery.Count)];
            boards.MoveToScene(board);
            var marker = random.Next(2) == 0 ? Save(boards.Scene, random) : null;
            killedAgain += strace.KillBefore(again, recover).Killed ? 1 : 0;
            if (random.Next(3) == 0)
            {
                strace.KillBefore(recovery[random.Next(recovery.Count)], recover);
            }

            await VerifyAsync($"{point}, {(marker is null ? "" : "hand edit, ")}recovery killed at {again}", boards.Scene, kind, id, revision, marker);
        }

        // One recovery has more to do than another: not each comes to every call.
        Assert.True(killedAgain >= secondKills / 4, $"Only {killedAgain} of {secondKills} recoveries were killed.");
        row.End((2 * chosen.Length) + secondKills, _faults.Count);
        Assert.True(_faults.Count == 0, $"{_faults.Count} of {chosen.Length} points and {secondKills} second kills:\n{string.Join('\n', _faults)}");
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
        _faults.AddRange(await new KilledChange(kind, id, acknowledged, marker).CheckAsync(point, directory));
        Directory.Delete(directory, recursive: true);
    }
}

/// <summary>A completion.</summary>
public sealed class KilledCompletionTests : KillMatrixTests
{
    [StraceFact]
    [Trait("Fault", "1")]
    public Task A_completion_killed_before_any_system_call_is_done_once_or_not_at_all() => KillEverywhereAsync("complete", "t2", samples: 15);
}

/// <summary>A task added; a class of its own, so that both matrices are gone through at once.</summary>
public sealed class KilledAdditionTests : KillMatrixTests
{
    [StraceFact]
    [Trait("Fault", "1")]
    public Task An_added_task_killed_before_any_system_call_is_there_once_or_not_at_all() => KillEverywhereAsync("add", "added", samples: 10);
}
