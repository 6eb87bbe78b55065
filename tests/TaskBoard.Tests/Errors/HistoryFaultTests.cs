using Microsoft.Data.Sqlite;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Errors;

/// <summary>A history that this program cannot use is left as it is, and the board can be read all the same.</summary>
public sealed class HistoryFaultTests
{
    [Fact]
    public async Task Each_is_refused_in_words_of_its_own()
    {
        var page = new RefusalPage();
        await page.AddAsync<HistoryTooNewException>("newer than the program", BoardErrorCodes.HistoryTooNew, BoardErrorKind.Unreadable, NewerAsync);
        await page.AddAsync<HistoryTooNewException>("newer than the program, read", BoardErrorCodes.HistoryTooNew, BoardErrorKind.Unreadable, NewerAsync, ReadEventsAsync);
        await page.AddAsync<HistoryDamagedException>("garbage", BoardErrorCodes.HistoryDamaged, BoardErrorKind.Unreadable, GarbageAsync);
        await page.AddAsync<HistoryDamagedException>("garbage, read", BoardErrorCodes.HistoryDamaged, BoardErrorKind.Unreadable, GarbageAsync, ReadEventsAsync);
        await page.AddAsync<HistoryDamagedException>("truncated", BoardErrorCodes.HistoryDamaged, BoardErrorKind.Unreadable, async scene =>
        {
            await WithoutLogAsync(scene);
            await using var file = File.OpenWrite(Database(scene));
            file.SetLength(file.Length / 2);
        });
        await page.AddAsync<HistoryDamagedException>("emptied, with its log left", BoardErrorCodes.HistoryDamaged, BoardErrorKind.Unreadable, async scene =>
        {
            await scene.MakeAsync();
            await using var file = File.OpenWrite(Database(scene));
            file.SetLength(0);
        });
        await page.AddAsync<HistoryDamagedException>("gone, with its log left", BoardErrorCodes.HistoryDamaged, BoardErrorKind.Unreadable, async scene =>
        {
            await scene.MakeAsync();
            File.Delete(Database(scene));
        });
        await page.AddAsync<HistoryDamagedException>("gone, with its log left, read", BoardErrorCodes.HistoryDamaged, BoardErrorKind.Unreadable, async scene =>
        {
            await scene.MakeAsync();
            File.Delete(Database(scene));
        }, ReadEventsAsync);
        await page.AddAsync<HistoryDamagedException>("gone, read", BoardErrorCodes.HistoryDamaged, BoardErrorKind.Unreadable, async scene =>
        {
            await scene.MakeAsync();
            Array.ForEach(Directory.GetFiles(scene[".taskboard"], "history.db*"), File.Delete);
        }, ReadEventsAsync);
        await page.AddAsync<HistoryDamagedException>("with a table gone", BoardErrorCodes.HistoryDamaged, BoardErrorKind.Unreadable, async scene =>
        {
            await scene.MakeAsync();
            Run(scene, "DROP TABLE leases");
        });
        await page.AddAsync<HistoryDamagedException>("a directory", BoardErrorCodes.HistoryDamaged, BoardErrorKind.Unreadable, async scene =>
        {
            await scene.MakeAsync();
            File.Delete(Database(scene));
            Directory.CreateDirectory(Database(scene));
        });
        await page.AddAsync<BoardPlaceException>("another program's database", BoardErrorCodes.BoardPlace, BoardErrorKind.Failed, async scene =>
        {
            await scene.MakeAsync();
            Run(scene, "PRAGMA application_id=1");
        });
        await Snapshot.Verify(page.ToString());
    }

    [Fact]
    public async Task The_board_can_be_read_without_its_history()
    {
        foreach (var damage in new Func<BadBoard, Task>[] { NewerAsync, GarbageAsync })
        {
            using var scene = new BadBoard();
            await damage(scene);
            var before = BoardFingerprint.Of(scene.Path);
            await using var board = await scene.OpenAsync();
            var snapshot = await board.ReadAsync();
            Assert.True(snapshot.Readable);
            Assert.Equal(3, snapshot.Tasks.Count);
            Assert.True(board.StandingOf(snapshot)[TaskId.Parse("c")].Ready);
            Assert.Equal("Parse the header", (await board.FindAsync(TaskId.Parse("a")))!.Title);
            Assert.Equal(before, BoardFingerprint.Of(scene.Path));
        }
    }

    [Fact]
    public async Task Where_the_file_is_unreadable_too_that_is_what_is_reported()
    {
        using var scene = new BadBoard();
        await GarbageAsync(scene);
        await File.WriteAllTextAsync(scene.File, "[");
        Assert.IsType<BoardUnreadableException>(await scene.RefusalAsync(board => board.ReadAsync()));
    }

    [Fact]
    public async Task The_log_of_a_database_that_was_emptied_is_kept()
    {
        using var scene = new BadBoard();
        await scene.MakeAsync();
        var log = await File.ReadAllBytesAsync(Database(scene) + "-wal");
        await using (var file = File.OpenWrite(Database(scene)))
        {
            file.SetLength(0);
        }

        await scene.RefusedChangeAsync();
        await scene.RefusalAsync(ReadEventsAsync);
        Assert.NotEmpty(log);
        Assert.Equal(log, await File.ReadAllBytesAsync(Database(scene) + "-wal"));
    }

    [Fact]
    public async Task Moved_aside_as_the_message_says_a_new_history_begins_with_the_file()
    {
        using var scene = new BadBoard();
        await GarbageAsync(scene);
        Directory.CreateDirectory(scene["aside"]);
        foreach (var file in Directory.GetFiles(scene[".taskboard"], "history.db*"))
        {
            File.Move(file, Path.Combine(scene["aside"], Path.GetFileName(file)));
        }

        await using var board = await scene.OpenAsync();
        await board.AddAsync(new TaskDraft("d"), "planner");
        Assert.Equal(4, (await board.ReadAsync()).Tasks.Count);
        Assert.True((await board.History.VerifyAsync()).IsIntact);
    }

    private static string Database(BadBoard scene) => scene[".taskboard/history.db"];

    private static async Task ReadEventsAsync(Board board)
    {
        await foreach (var _ in board.History.EventsAsync())
        {
        }
    }

    private static async Task NewerAsync(BadBoard scene)
    {
        await scene.MakeAsync();
        Run(scene, "PRAGMA user_version=99");
    }

    private static async Task GarbageAsync(BadBoard scene)
    {
        await WithoutLogAsync(scene);
        await using var file = File.OpenWrite(Database(scene));
        await file.WriteAsync("this is no database header"u8.ToArray());
    }

    /// <summary>A board whose database holds everything itself.</summary>
    private static async Task WithoutLogAsync(BadBoard scene)
    {
        await scene.MakeAsync();
        Run(scene, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static void Run(BadBoard scene, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database(scene)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
