using TaskBoard.History;
using TaskBoard.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TaskBoard.Tests.History;

/// <summary>
/// Any single byte of the database is changed. Then either verification says so, or opening or reading it is refused, or all that the history tells and the
/// mirror holds is still what it was (the byte was in free space, in an index that is not used, or in a table beside the history).
/// </summary>
[Trait("Fault", "13")]
public sealed class FlippedByteTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Is_found_or_changes_nothing_that_is_told()
    {
        var seed = Seeds.Next();
        var (random, path) = (new Random(seed), _directory[".taskboard/history.db"]);
        var told = await PlayAsync(path);
        using var row = FaultRow.Begin(13, "bytes of the database flipped");
        var sound = await File.ReadAllBytesAsync(path);
        var board = await File.ReadAllBytesAsync(_directory["tasks.json"]);
        var (flips, found, faults) = (LongForm.Count(150, 10_000), 0, new List<string>());
        for (var i = 0; i < flips; i++)
        {
            var (at, bit) = (random.Next(sound.Length), 1 << random.Next(8));
            var flipped = (byte[])sound.Clone();
            flipped[at] ^= (byte)bit;
            Directory.Delete(_directory[".taskboard"], recursive: true);
            Directory.CreateDirectory(_directory[".taskboard"]);
            await File.WriteAllBytesAsync(path, flipped);
            await File.WriteAllBytesAsync(_directory["tasks.json"], board);
            try
            {
                await using var opened = await Board.OpenAsync(_directory.Path);
                var verification = await opened.History.VerifyAsync();
                if (!verification.IsIntact || verification.FileIsAhead)
                {
                    found++;
                }
                else if (await TellAsync(opened) != told)
                {
                    faults.Add($"bit {bit} of byte {at}: the history tells something else, and verifies");
                }
            }
            catch (BoardException)
            {
                found++;
            }
            catch (Exception e)
            {
                faults.Add($"bit {bit} of byte {at}: {e.GetType().Name}: {e.Message}");
            }
        }

        row.End(flips, faults.Count);
        output.WriteLine($"seed {seed}: {found} of {flips} flips were found, the others changed nothing");
        Assert.True(faults.Count == 0, $"TASKBOARD_TEST_SEED={seed}:\n{string.Join('\n', faults)}");
        Assert.InRange(found, flips / 10, flips);
    }

    private async Task<string> PlayAsync(string path)
    {
        string told;
        await using (var board = await Board.CreateAsync(_directory.Path))
        {
            await board.AddAsync([.. Enumerable.Range(1, 20).Select(i => new TaskDraft($"Task {i}") { Id = TaskId.Parse($"t{i}"), Description = new string('x', 20 * i) })], "planner");
            for (var i = 1; i <= 10; i++)
            {
                await using var claim = await board.ClaimAsync(TaskId.Parse($"t{i}"), $"agent-{i % 3}");
                await claim.CompleteAsync($"done {i}");
            }

            told = await TellAsync(board);
        }

        // Everything in the database itself, nothing in its log.
        using var database = SqliteDatabase.Open(path, SqliteMode.ReadWrite);
        database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        return told;
    }

    private static async Task<string> TellAsync(Board board) =>
        string.Join('\n', (await BoardReferee.EventsAsync(board)).Select(e => e.ToString())) + string.Join('\n', (await board.History.ReplayAsync(1)).Tasks.Select(t => t.ToString()));
}
