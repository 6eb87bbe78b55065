using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Faults;

/// <summary>
/// A board is brought back in the place of a file that cannot be read, and killed right before its system calls: what cannot be read is never lost, and the
/// board is restored or it is not.
/// </summary>
public sealed class KilledRestorationTests
{
    private const string Broken = "[\n  { \"id\": \"t1\", \"title\": ";
    private const int Samples = 4;

    private static readonly bool s_long = LongForm.IsAsked;
    private readonly List<string> _faults = [];

    [StraceFact]
    [Trait("Fault", "1")]
    public async Task A_restoration_killed_before_any_system_call_loses_neither_the_board_nor_what_was_in_its_place()
    {
        using var row = FaultRow.Begin(1, "a restoration killed at each call");
        var random = new Random(Seeds.Next());
        using var boards = await KilledBoards.CreateAsync();
        string[] change = ["change", boards.Scene, "worker", "restore", "t1"];
        var strace = new Strace(boards.Scene);
        Prepare();
        strace.Learn(change);
        Prepare();
        var points = strace.Count(change);
        Assert.True(points.Count > 30, $"Only {points.Count} calls were counted: {string.Join(' ', points)}");
        var chosen = s_long ? points : [.. points.OrderBy(_ => random.Next()).Take(Samples)];
        var kills = 0;
        foreach (var point in chosen)
        {
            Prepare();
            var (output, killed) = strace.KillBefore(point, change);
            kills += killed ? 1 : 0;
            await VerifyAsync($"{point}", boards.CopyScene(), output.StartsWith("ack ", StringComparison.Ordinal) ? long.Parse(output[4..]) : null);
        }

        Assert.True(kills >= chosen.Count * 9 / 10, $"Only {kills} of {chosen.Count} were killed.");
        row.End(chosen.Count, _faults.Count);
        Assert.True(_faults.Count == 0, $"{_faults.Count} of {chosen.Count} points:\n{string.Join('\n', _faults)}");

        void Prepare()
        {
            boards.Restore();
            File.WriteAllText(Path.Combine(boards.Scene, "tasks.json"), Broken);
        }
    }

    private async Task VerifyAsync(string point, string directory, long? acknowledged)
    {
        try
        {
            await using (var next = await Board.OpenAsync(directory))
            {
                // A change finishes what was left; one that never happened left what cannot be read, and somebody restores once more.
                try
                {
                    await next.CatchUpAsync();
                }
                catch (BoardUnreadableException)
                {
                    Require(acknowledged is null, "what was acknowledged is not there");
                    Require(await File.ReadAllTextAsync(Path.Combine(directory, "tasks.json")) == Broken, "what could not be read was changed");
                    await next.RestoreAsync(1, "successor");
                }
            }

            _faults.AddRange((await BoardReferee.CheckAsync(directory)).Select(f => $"{point}: {f}"));
            await using var board = await Board.OpenAsync(directory);
            var events = (await BoardReferee.EventsAsync(board)).Where(e => e is { Event: BoardEventKind.Restored, Task: "t1" }).ToArray();
            Require(events.Length == 1, $"it is on record {events.Length} times");
            Require(acknowledged is null || events[0].Revision == acknowledged, "it is on record as another revision");
            Require((await board.ReadAsync()).Find(TaskId.Parse("t1"))?.State == TaskState.Pending, "the board is not the one of revision 1");
            var kept = Directory.GetFiles(Path.Combine(directory, ".taskboard", "displaced"));
            Require(kept.Length > 0 && kept.Any(f => File.ReadAllText(f) == Broken), "what could not be read is lost");
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
