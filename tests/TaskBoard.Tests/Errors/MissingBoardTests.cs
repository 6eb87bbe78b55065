using System.Diagnostics;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Errors;

/// <summary>What is not there, or is something else than it should be.</summary>
public sealed class MissingBoardTests
{
    [LinuxFact]
    public async Task Each_is_refused_in_words_of_its_own()
    {
        var page = new RefusalPage();
        await page.AddAsync<BoardMissingException>("missing, with a history", BoardErrorCodes.BoardMissing, BoardErrorKind.Unreadable, async scene =>
        {
            await scene.MakeAsync();
            File.Delete(scene.File);
        });
        await page.AddAsync<BoardNotFoundException>("missing, without a history", BoardErrorCodes.BoardNotFound, BoardErrorKind.NotFound, _ => Task.CompletedTask);
        await page.AddAsync<BoardUnreadableException>("a directory", BoardErrorCodes.BoardUnreadable, BoardErrorKind.Unreadable, async scene =>
        {
            await scene.MakeAsync();
            File.Delete(scene.File);
            Directory.CreateDirectory(scene.File);
        });
        await page.AddAsync<BoardUnreadableException>("a FIFO", BoardErrorCodes.BoardUnreadable, BoardErrorKind.Unreadable, async scene =>
        {
            await scene.MakeAsync();
            File.Delete(scene.File);
            using var mkfifo = Process.Start("mkfifo", scene.File);
            await mkfifo.WaitForExitAsync();
        });
        await page.AddAsync<BoardNotFoundException>("a dangling link", BoardErrorCodes.BoardNotFound, BoardErrorKind.NotFound, async scene =>
        {
            await scene.MakeAsync();
            File.Delete(scene.File);
            File.CreateSymbolicLink(scene.File, "elsewhere/tasks.json");
        });
        await page.AddAsync<BoardPlaceException>(".taskboard is a file", BoardErrorCodes.BoardPlace, BoardErrorKind.Failed, async scene =>
        {
            await File.WriteAllTextAsync(scene.File, "[]");
            await File.WriteAllTextAsync(scene[".taskboard"], "mine");
        });
        await Snapshot.Verify(page.ToString());
    }

    [Fact]
    public async Task A_directory_that_is_not_there_has_no_board_and_is_not_made()
    {
        using var scene = new BadBoard();
        var refusal = await Assert.ThrowsAsync<BoardNotFoundException>(() => Board.OpenAsync(scene["nowhere"], scene.Options));
        Assert.Contains(scene["nowhere"], refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(scene.Path));
    }

    [Fact]
    public async Task A_missing_file_with_a_history_is_read_from_the_history_and_never_made_anew()
    {
        using var scene = new BadBoard();
        await scene.MakeAsync();
        File.Delete(scene.File);
        var last = await scene.ReadAsync();
        Assert.False(last.Readable);
        Assert.Equal(3, last.Tasks.Count);
        await Assert.ThrowsAsync<BoardMissingException>(() => Board.CreateAsync(scene.Path, scene.Options));
        Assert.False(File.Exists(scene.File));
    }

    [Fact]
    public async Task One_revision_is_told_as_one()
    {
        using var scene = new BadBoard();
        await File.WriteAllTextAsync(scene.File, """[{"id":"a"}]""");
        await using (var board = await scene.OpenAsync())
        {
            await board.CatchUpAsync();
        }

        File.Delete(scene.File);
        var refusal = await scene.RefusalAsync(board => board.CatchUpAsync());
        Assert.Contains("although the history has 1 revision of it.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_private_directory_is_a_file_the_board_can_still_be_read()
    {
        using var scene = new BadBoard();
        await File.WriteAllTextAsync(scene.File, """[{"id":"a"}]""");
        await File.WriteAllTextAsync(scene[".taskboard"], "mine");
        Assert.Single((await scene.ReadAsync()).Tasks);
        Assert.Equal("mine", await File.ReadAllTextAsync(scene[".taskboard"]));
    }

    [LinuxFact]
    public async Task A_link_to_a_board_elsewhere_is_that_board_with_its_locks_and_history()
    {
        using var scene = new BadBoard();
        Directory.CreateDirectory(scene["real"]);
        Directory.CreateDirectory(scene["link"]);
        await File.WriteAllTextAsync(scene["real/tasks.json"], "[]");
        File.CreateSymbolicLink(scene["link/tasks.json"], "../real/tasks.json");
        await using (var board = await Board.OpenAsync(scene["link"], scene.Options))
        {
            await board.AddAsync(new TaskDraft("a"), "planner");
            Assert.EndsWith("/real", board.Directory, StringComparison.Ordinal);
        }

        Assert.Equal("../real/tasks.json", new FileInfo(scene["link/tasks.json"]).LinkTarget);
        Assert.False(Directory.Exists(scene["link/.taskboard"]));
        Assert.True(File.Exists(scene["real/.taskboard/history.db"]));
        await using var other = await Board.OpenAsync(scene["real"], scene.Options);
        Assert.Single((await other.ReadAsync()).Tasks);
    }
}
