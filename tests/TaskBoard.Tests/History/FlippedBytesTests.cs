using System.Collections.Concurrent;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.History;

/// <summary>
/// A byte of the database is flipped, anywhere: it is reported as damage, or found by verification, or it says the same as before (unused space, header
/// fields that nobody reads). No table is an exception.
/// </summary>
[Trait("Fault", "13")]
public sealed class FlippedBytesTests : IAsyncLifetime, IDisposable
{
    private const int PageSize = 4096;
    private const int HeaderSize = 100;

    /// <summary>What is also written without an event, so that a kept head does not show that the end of the log is gone: it is as it was a moment before.</summary>
    private static readonly string[] s_withoutEvent = ["agents", "commits", "leases"];

    private readonly TempDirectory _copies = new();
    private byte[] _database = [];
    private byte[] _log = [];
    private byte[] _board = [];
    private string _head = "";

    public async Task InitializeAsync()
    {
        await using var story = await StoryBoard.PlayedAsync();
        await StoryBoard.FillAsync(story);
        _head = (await story.Board.History.VerifyAsync()).Head;
        _board = await File.ReadAllBytesAsync(story.File);
        await story.Board.DisposeAsync();
        _database = await File.ReadAllBytesAsync(story.Database);
        _log = await File.ReadAllBytesAsync(story.Database + "-wal");
    }

    Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _copies.Dispose();

    [Fact]
    public async Task Anywhere_in_the_database_it_is_found_or_changes_nothing()
    {
        using var row = FaultRow.Begin(13, "bytes of the database flipped");
        var whole = Whole();
        var before = Dump(Put("whole", whole, []));
        var seed = Seeds.Next();
        var random = new Random(seed);
        // Each byte of the header, and of every page its own header and some of the rest.
        var flips = Enumerable.Range(0, whole.Length)
            .Where(at => LongForm.IsAsked || at < HeaderSize || at % PageSize < 4 || random.Next(whole.Length) < 250)
            .Select(at => (At: at, Bit: random.Next(8)))
            .ToList();
        var (found, same, missed) = (0, 0, new ConcurrentBag<string>());
        await Parallel.ForEachAsync(flips, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (flip, _) =>
        {
            var what = $"seed {seed}, byte {flip.At}, bit {flip.Bit}";
            var path = Put($"flipped-{flip.At}", Flipped(whole, flip.At, flip.Bit), []);
            if (await IsFoundAsync(path, null, what))
            {
                Interlocked.Increment(ref found);
            }
            else
            {
                Interlocked.Increment(ref same);
                if (Missed(before, path) is { } problem)
                {
                    missed.Add($"{what}: {problem}");
                }
            }

            Remove(path);
        });
        Assert.Empty(missed);

        row.End(found + same, 0);
        Assert.True(found > same / 4, $"seed {seed}: {found} found, {same} without effect");
    }

    [Fact]
    public async Task In_the_log_it_takes_the_end_away_which_a_kept_head_shows()
    {
        using var row = FaultRow.Begin(13, "bytes of its log flipped, against a kept head");
        var before = Dump(Put("whole", _database, _log));
        var seed = Seeds.Next();
        var random = new Random(seed);
        var flips = LongForm.Count(80, 10_000);
        for (var i = 0; i < flips; i++)
        {
            var (at, bit) = (random.Next(_log.Length), random.Next(8));
            var what = $"seed {seed}, byte {at} of the log, bit {bit}";
            var path = Put("flipped", _database, Flipped(_log, at, bit));
            if (!await IsFoundAsync(path, _head, what))
            {
                Assert.Null(Missed(before, path, s_withoutEvent) is { } problem ? $"{what}: {problem}" : null);
            }
        }

        row.End(flips, 0);
    }

    /// <summary>Where repairing is not enough, a person moves the database aside, as the message says: a new history then begins with the file.</summary>
    [Fact]
    public async Task The_board_works_on_once_it_is_repaired_or_its_history_begun_anew()
    {
        using var row = FaultRow.Begin(13, "bytes flipped under a board that is then repaired");
        var (whole, seed, flips, anew) = (Whole(), Seeds.Next(), LongForm.Count(20, 1_000), 0);
        var random = new Random(seed);
        for (var i = 0; i < flips; i++)
        {
            var (at, bit) = (random.Next(whole.Length), random.Next(8));
            var directory = _copies[$"board-{i}"];
            Directory.CreateDirectory(Path.Combine(directory, ".taskboard"));
            await File.WriteAllBytesAsync(Path.Combine(directory, "tasks.json"), _board);
            await File.WriteAllBytesAsync(Path.Combine(directory, ".taskboard", "history.db"), Flipped(whole, at, bit));
            try
            {
                await GoOnAsync(directory, repaired: true);
            }
            catch (BoardException)
            {
                anew++;
                Array.ForEach(Directory.GetFiles(Path.Combine(directory, ".taskboard"), "history.db*"), file => File.Move(file, file + ".aside"));
                await GoOnAsync(directory, repaired: false);
            }
            catch (Exception e)
            {
                throw new Xunit.Sdk.XunitException($"seed {seed}, byte {at}, bit {bit}: {e.Message}", e);
            }

            Directory.Delete(directory, recursive: true);
        }

        Assert.True(anew < flips * 3 / 4, $"seed {seed}: of {flips} histories {anew} had to be moved aside.");
        row.End(flips, 0);
    }

    private async Task GoOnAsync(string directory, bool repaired)
    {
        var before = BoardText.Parse(_board, new BoardLimits(), "tasks.json").Content.Tasks.Select(t => t.Key);
        await using var board = await Board.OpenAsync(directory);
        if (repaired)
        {
            await board.RepairAsync("mender");
        }

        await board.AddAsync(new TaskDraft("After it") { Id = TaskId.Parse("after") }, "next");
        Assert.Equal([.. before, "after"], (await board.ReadAsync()).Tasks.Select(t => t.Id.Value));
    }

    /// <summary>Whether it is reported as damage, or verification says that something does not fit. Anything else that is thrown fails the test.</summary>
    private async Task<bool> IsFoundAsync(string path, string? head, string what)
    {
        var store = new SqliteJournalStore(path, new RealDisk(), static () => BoardMode.Local, static () => Durability.Buffered, static m => m.Span.Clear());
        var history = new BoardHistory(_ => store.OpenReader(), () => _board, static () => new BoardLimits(), "tasks.json", static e => DiskErrors.Translate(e, reading: true));
        try
        {
            return await history.VerifyAsync(head) is { IsIntact: false } or { Events: 0 };
        }
        catch (BoardException)
        {
            return true;
        }
        catch (Exception e)
        {
            throw new Xunit.Sdk.XunitException($"{what}: {e.Message}", e);
        }
    }

    /// <summary>What of it is not as it was, where verification found nothing; null: all is.</summary>
    private static string? Missed(Dictionary<string, string> before, string path, params IEnumerable<string> unseen)
    {
        Dictionary<string, string> after;
        try
        {
            after = Dump(path);
        }
        catch (Exception e) when (e is BoardException or DiskException)
        {
            return $"verification found nothing, and then it could not be read: {e.Message}";
        }

        return !before.Keys.ToHashSet().SetEquals(after.Keys) ? "it has other tables, and verification found nothing"
            : before.Keys.Except(unseen).FirstOrDefault(table => before[table] != after[table]) is { } other ? $"{other} holds something else, and verification found nothing"
            : null;
    }

    /// <summary>All that is in it, by table.</summary>
    private static Dictionary<string, string> Dump(string path)
    {
        using var database = SqliteDatabase.Open(path, SqliteMode.ReadOnly);
        var tables = new List<string>();
        using (var names = database.Statement("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"))
        {
            while (names.Step())
            {
                tables.Add(names.Text(0));
            }
        }

        return tables.ToDictionary(table => table, table =>
        {
            var columns = new List<string>();
            using (var info = database.Statement($"SELECT name FROM pragma_table_info('{table}') ORDER BY cid"))
            {
                while (info.Step())
                {
                    columns.Add($"quote(\"{info.Text(0)}\")");
                }
            }

            using var rows = database.Statement($"SELECT {string.Join(" || '|' || ", columns)} FROM \"{table}\" ORDER BY 1");
            var text = new System.Text.StringBuilder();
            while (rows.Step())
            {
                text.Append(rows.Text(0)).Append('\n');
            }

            return text.ToString();
        });
    }

    /// <summary>The database with all of its log in it.</summary>
    private byte[] Whole()
    {
        var path = Put("joined", _database, _log);
        using (var database = SqliteDatabase.Open(path, SqliteMode.ReadWrite))
        {
            // Only a connection that has read knows of the log.
            database.Number("SELECT count(*) FROM board");
            database.Checkpoint();
        }

        return File.ReadAllBytes(path);
    }

    private string Put(string name, byte[] database, byte[] log)
    {
        var path = _copies[$"{name}.db"];
        Remove(path);
        File.WriteAllBytes(path, database);
        if (log.Length > 0)
        {
            File.WriteAllBytes(path + "-wal", log);
        }

        return path;
    }

    private static void Remove(string path)
    {
        foreach (var end in new[] { "", "-wal", "-shm", "-journal" })
        {
            File.Delete(path + end);
        }
    }

    private static byte[] Flipped(byte[] bytes, int at, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[at] ^= (byte)(1 << bit);
        return flipped;
    }
}
