using TaskBoard.Mcp.Boards;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Boards;

/// <summary>One server for many boards, and none that it was not given.</summary>
public sealed class OpenBoardsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Calls_name_boards_within_the_roots_and_no_others()
    {
        foreach (var name in (string[])["roots/one", "roots/one/inner", "roots/two", "outside", "roots-too"])
        {
            Directory.CreateDirectory(_directory[name]);
            await File.WriteAllTextAsync(_directory[$"{name}/tasks.json"], $$"""[{"id":"it","title":"{{name}}"}]""");
        }

        Directory.CreateSymbolicLink(_directory["roots/link"], _directory["outside"]);
        Directory.CreateSymbolicLink(_directory["roots/friend"], _directory["roots/two"]);
        Directory.CreateDirectory(_directory["roots/file"]);
        File.CreateSymbolicLink(_directory["roots/file/tasks.json"], _directory["outside/tasks.json"]);
        Directory.CreateSymbolicLink(_directory["roots/circle"], _directory["roots/circle"]);
        Directory.CreateSymbolicLink(_directory["way"], _directory["roots"]);
        Directory.CreateSymbolicLink(_directory["outside/inner"], _directory["roots/one/inner"]);

        await using var session = await Session.StartAsync(new BoardMcpOptions { FindBoard = () => _directory["roots/one"], Roots = [_directory["way"]], Agent = "tester" });
        foreach (var (board, title) in ((string?, string)[])
            [
                (null, "roots/one"), ("two", "roots/two"), (_directory["roots/two"], "roots/two"), (_directory["way/two"], "roots/two"), ("one/../two", "roots/two"),
                ("friend", "roots/two"), ("one/inner", "roots/one/inner"), ("two/tasks.json", "roots/two"),

                // What lies above a link is what lies above where it leads.
                ("../outside/inner/../../two", "roots/two"),
            ])
        {
            var list = await session.DoAsync("list_tasks", board is null ? new { } : new { board });
            Assert.Equal(title, list.GetProperty("items")[0].GetProperty("title").GetString());
        }

        foreach (var board in (string[])[_directory["outside"], "../outside", "link", "link/.", "link/../two", "friend/../../outside", "file", "file/tasks.json", "circle", _directory["roots-too"], "/", "~", "two\u0001"])
        {
            var refusal = await session.RefusalAsync("update_task", new { board, task = "it", note = "was here" });
            Assert.Contains(refusal.GetProperty("code").GetString(), (string[])["TB1001", "TB4002"]);
        }

        Assert.Equal("""[{"id":"it","title":"outside"}]""", await File.ReadAllTextAsync(_directory["outside/tasks.json"]));
        Assert.False(Directory.Exists(_directory["outside/.taskboard"]));
        Assert.False(Directory.Exists(_directory["roots-too/.taskboard"]));
    }

    [Fact]
    public async Task Without_roots_there_is_the_one_board()
    {
        foreach (var name in (string[])["one", "two", "one/inner"])
        {
            Directory.CreateDirectory(_directory[name]);
            await File.WriteAllTextAsync(_directory[$"{name}/tasks.json"], "[]");
        }

        await using var session = await Session.OnAsync(_directory["one"]);
        await session.DoAsync("list_tasks", new { board = _directory["one"] });
        await session.DoAsync("list_tasks", new { board = _directory["one/tasks.json"] });
        await session.RefusalAsync("list_tasks", new { board = _directory["two"] });
        await session.RefusalAsync("list_tasks", new { board = _directory["one/inner"] });
    }

    [Fact]
    public async Task A_board_may_be_made_while_the_server_runs()
    {
        string? found = null;
        await using var session = await Session.StartAsync(new BoardMcpOptions { FindBoard = () => found, Agent = "tester" });
        Assert.Equal("TB4002", (await session.RefusalAsync("board_status")).GetProperty("code").GetString());
        found = _directory.Path;
        Assert.Equal("TB4002", (await session.RefusalAsync("board_status")).GetProperty("code").GetString());
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"a","title":"A"}]""");
        Assert.Equal(1, (await session.DoAsync("board_status")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task What_could_not_be_opened_is_forgotten()
    {
        await using var boards = new OpenBoards(new BoardMcpOptions { Roots = [_directory.Path] });
        for (var i = 0; i < 5; i++)
        {
            Directory.CreateDirectory(_directory[$"d{i}"]);
            await Assert.ThrowsAnyAsync<Exception>(() => boards.GetAsync($"d{i}", CancellationToken.None));
        }

        Assert.Equal(0, boards.Count);
        await File.WriteAllTextAsync(_directory["d1/tasks.json"], "[]");
        Assert.Same(await boards.GetAsync("d1", CancellationToken.None), await boards.GetAsync("d1/tasks.json", CancellationToken.None));
        Assert.Equal(1, boards.Count);
    }

    [Fact]
    public async Task A_board_that_is_still_being_opened_at_the_end_is_not_left_open()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], "[]");
        var opening = new TaskCompletionSource();
        using var go = new ManualResetEventSlim();
        var boards = new OpenBoards(new BoardMcpOptions
        {
            FindBoard = () => _directory.Path,
            BoardOptions = () =>
            {
                opening.SetResult();
                go.Wait();
                return new BoardOptions();
            },
        });
        var getting = boards.GetAsync(null, CancellationToken.None);
        await opening.Task;
        var ending = boards.DisposeAsync().AsTask();
        Assert.False(ending.IsCompleted);
        go.Set();
        await ending;
        var failure = await Record.ExceptionAsync(async () => await (await getting).ReadAsync());
        Assert.True(failure is ObjectDisposedException or OperationCanceledException, $"{failure}");
        await Assert.ThrowsAsync<ObjectDisposedException>(() => boards.GetAsync(null, CancellationToken.None));
    }
}
