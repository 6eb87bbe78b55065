using TaskBoard.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TaskBoard.Tests.Faults;

/// <summary>
/// Somebody writes into <c>tasks.json</c> and is killed half way, again and again, under real processes at work. They are refused and say so, what is left
/// is never overwritten in silence, and <c>restore</c> brings back all that was acknowledged and keeps what it replaced.
/// </summary>
[Collection(nameof(Alone))]
public sealed class HalfWriteTests(ITestOutputHelper output) : IDisposable
{
    private const string HalfAWrite = """
        import os, sys
        path, part = sys.argv[1], float(sys.argv[2])
        with open(path, "r+b") as file:
            text = file.read()
            file.seek(0)
            file.truncate()
            file.write(text[:int(len(text) * part)])
            file.flush()
            os.kill(os.getpid(), 9)
        """;

    private readonly TempDirectory _board = new();
    private readonly TempDirectory _logs = new();

    public void Dispose()
    {
        _board.Dispose();
        _logs.Dispose();
    }

    [ProgramFact("python3")]
    [Trait("Fault", "9")]
    public async Task What_is_left_is_kept_and_all_that_was_acknowledged_comes_back()
    {
        using var row = FaultRow.Begin(9, "writers killed half way in the file, under three busy workers");
        var (seed, wanted, times, broken) = (Seeds.Next(), LongForm.Count(3, 50), 0, 0);
        var random = new Random(seed);
        using var crew = await WorkerCrew.AtNewBoardAsync(_board.Path, _logs.Path, workers: 3, tasks: 30, "--until-end", "--go-on");
        await using var board = await Board.OpenAsync(_board.Path);
        while (broken < wanted)
        {
            // How often the half lands in a file that was exchanged meanwhile is the machine's affair: what counts are those that stay.
            Assert.True(times++ < 100 * wanted, $"seed {seed}: only {broken} of {times} writes left the file broken");
            for (var changes = random.Next(5, 15); changes > 0;)
            {
                changes -= (await crew.NextAsync())!.Value.Line == "did" ? 1 : 0;
            }

            var killed = await ProgramRun.Of("python3", "-c", HalfAWrite, _board["tasks.json"], $"{random.Next(1, 95) / 100.0}");
            Assert.Equal(137, killed.ExitCode);

            // Where the file was exchanged meanwhile, the half is in the one that went.
            if ((await board.ReadAsync()).Readable)
            {
                continue;
            }

            broken++;
            var left = await File.ReadAllBytesAsync(_board["tasks.json"]);
            while (!(await crew.NextAsync())!.Value.Line.StartsWith("refused", StringComparison.Ordinal))
            {
                // What was done before the half was written.
            }

            Assert.Equal(left, await File.ReadAllBytesAsync(_board["tasks.json"]));
            await board.RestoreAsync(await board.History.LastRevisionAsync(), "person");
            Assert.Contains(Directory.GetFiles(_board[".taskboard/displaced"]), file => left.AsSpan().SequenceEqual(File.ReadAllBytes(file)));
        }

        await crew.EndAsync();
        output.WriteLine($"seed {seed}: {times} writes, {broken} of them left the file broken, {crew.Answers().Count} changes answered");
        Assert.Empty(await BoardReferee.CheckAsync(_board.Path));
        var events = await BoardReferee.EventsAsync(board);
        var known = events.ToLookup(e => (e.Revision, e.Agent, e.Task));
        Assert.All(crew.Answers().Where(a => a.Changed), a => Assert.NotEmpty(known[(a.Revision, a.Agent, a.Task)]));
        var undone = BoardReferee.UndoneInSilence(events).ToArray();
        Assert.True(undone.Length == 0, string.Join('\n', undone));
        row.End(times, 0);
    }
}
