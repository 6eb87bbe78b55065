using System.Text;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Errors;

/// <summary>A <c>tasks.json</c> that is no board is never taken for an empty one, never replaced, and reading it gives the last good revision.</summary>
[Trait("Fault", "9")]
public sealed class UnreadableBoardTests
{
    private const string Good = """[{"id":"a","title":"A"},{"id":"b","title":"B"}]""";

    private static readonly (string Name, byte[] Bytes)[] s_files =
    [
        ("zero bytes", []),
        ("filled with NUL", new byte[300]),
        ("truncated", Encoding.UTF8.GetBytes(Good[..30])),
        ("conflict markers", Encoding.UTF8.GetBytes("[\n<<<<<<< HEAD\n  {\"id\":\"a\"}\n=======\n  {\"id\":\"b\"}\n>>>>>>> theirs\n]\n")),
        ("UTF-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Good)]),
        ("Latin-1", Encoding.Latin1.GetBytes("""[{"id":"a","title":"ä"}]""")),
        ("a Task Master board", Encoding.UTF8.GetBytes("""{"master":{"tasks":[{"id":1,"title":"A","subtasks":[]}],"metadata":{}}}""")),
        ("duplicate ids", Encoding.UTF8.GetBytes("""[{"id":"a"},{"id":"b"},{"id":"a"}]""")),
        ("text after the end", Encoding.UTF8.GetBytes(Good + "\n]")),
        ("another shape", Encoding.UTF8.GetBytes("\"tasks\"")),
    ];

    [Fact]
    public async Task Changes_are_refused_and_say_what_to_mend()
    {
        var page = new RefusalPage();
        foreach (var (name, bytes) in s_files)
        {
            await page.AddAsync<BoardUnreadableException>(name, BoardErrorCodes.BoardUnreadable, BoardErrorKind.Unreadable, async scene =>
            {
                await scene.MakeAsync();
                await File.WriteAllBytesAsync(scene.File, bytes);
            });
        }

        await Snapshot.Verify(page.ToString());
    }

    [Fact]
    public async Task Reading_gives_the_last_good_revision_where_there_is_a_history_and_adds_nothing_to_it()
    {
        foreach (var (name, bytes) in s_files)
        {
            using var scene = new BadBoard();
            await scene.MakeAsync();
            var good = await scene.ReadAsync();
            await File.WriteAllBytesAsync(scene.File, bytes);
            var before = BoardFingerprint.Of(scene.Path);
            var last = await scene.ReadAsync();
            Assert.False(last.Readable, name);
            Assert.Equal(2, last.Revision);
            Assert.Equal(good.ToJson(), last.ToJson());
            Assert.NotEmpty(last.Problems);
            Assert.Equal(before, BoardFingerprint.Of(scene.Path));
        }
    }

    [Fact]
    public async Task Without_a_history_reading_is_refused_too_and_creating_replaces_nothing()
    {
        foreach (var (_, bytes) in s_files)
        {
            using var scene = new BadBoard();
            await File.WriteAllBytesAsync(scene.File, bytes);
            Assert.IsType<BoardUnreadableException>(await scene.RefusalAsync(board => board.ReadAsync()));
            await Assert.ThrowsAsync<BoardUnreadableException>(() => Board.CreateAsync(scene.Path, scene.Options));
            Assert.Equal(bytes, await File.ReadAllBytesAsync(scene.File));
        }
    }

    [Fact]
    public async Task Once_it_is_mended_everything_goes_on()
    {
        using var scene = new BadBoard();
        await scene.MakeAsync();
        var good = await File.ReadAllBytesAsync(scene.File);
        var history = await scene.HistoryAsync();
        await File.WriteAllBytesAsync(scene.File, s_files[2].Bytes);
        await scene.RefusedChangeAsync();
        Assert.Equal(history.Split(' ')[0], (await scene.HistoryAsync()).Split(' ')[0]);
        await File.WriteAllBytesAsync(scene.File, good);
        await using var board = await scene.OpenAsync();
        Assert.Equal(3, (await board.AddAsync(new TaskDraft("d"), "planner")).Revision);
        Assert.True((await board.History.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task A_board_over_its_limit_is_not_read_and_one_that_would_grow_over_it_stays_as_it_is()
    {
        var page = new RefusalPage();
        await page.AddAsync<BoardTooLargeException>("would grow over the limit", BoardErrorCodes.BoardTooLarge, BoardErrorKind.Unreadable, Small, board =>
            board.AddAsync(new TaskDraft("d") { Description = new string('x', 4000) }, "planner"));
        await page.AddAsync<BoardTooLargeException>("is over the limit", BoardErrorCodes.BoardTooLarge, BoardErrorKind.Unreadable, async scene =>
        {
            await Small(scene);
            await File.WriteAllTextAsync(scene.File, $"[{new string(' ', 5000)}]");
        });
        await Snapshot.Verify(page.ToString());

        static async Task Small(BadBoard scene)
        {
            await scene.MakeAsync();
            scene.Options.MaxFileBytes = 4096;
        }
    }

    [Fact]
    public async Task A_board_over_its_limit_is_listed_from_the_history()
    {
        using var scene = new BadBoard();
        await scene.MakeAsync();
        scene.Options.MaxFileBytes = 4096;
        await File.WriteAllTextAsync(scene.File, $"[{new string(' ', 5000)}]");
        var last = await scene.ReadAsync();
        Assert.False(last.Readable);
        Assert.Equal(3, last.Tasks.Count);
    }
}
