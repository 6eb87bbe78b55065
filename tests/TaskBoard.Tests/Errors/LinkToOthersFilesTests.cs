using System.Globalization;
using TaskBoard.History;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Errors;

/// <summary>Links that lead to files which look like a board's own: of another board, say, or left there long ago.</summary>
public sealed class LinkToOthersFilesTests : IAsyncLifetime, IDisposable
{
    private readonly BadBoard _scene = new();
    private readonly BadBoard _other = new();

    public async Task InitializeAsync()
    {
        await _scene.MakeAsync();
        await _other.MakeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _scene.Dispose();
        _other.Dispose();
    }

    [LinuxFact]
    public async Task A_board_that_is_open_writes_nothing_into_the_history_of_another_to_which_its_own_was_made_to_lead()
    {
        await using var board = await _scene.OpenAsync();
        await board.AddAsync(new TaskDraft("before"), "planner");
        Directory.Move(_scene[".taskboard"], _scene["moved"]);
        File.CreateSymbolicLink(_scene[".taskboard"], _other[".taskboard"]);
        var before = Everything(_other[".taskboard"]);
        var refused = await Assert.ThrowsAsync<BoardPlaceException>(() => board.AddAsync(new TaskDraft("after"), "planner"));
        Assert.Contains($"{_scene[".taskboard"]} is a symbolic link", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BoardPlaceException>(() => board.HeartbeatAsync("agent-1"));
        Assert.Equal(before, Everything(_other[".taskboard"]));

        File.Delete(_scene[".taskboard"]);
        Directory.Move(_scene["moved"], _scene[".taskboard"]);
        await board.AddAsync(new TaskDraft("after"), "planner");
    }

    [LinuxFact]
    public async Task A_board_that_is_open_makes_nothing_in_an_empty_directory_to_which_its_own_was_made_to_lead()
    {
        await using var board = await _scene.OpenAsync();
        await board.AddAsync(new TaskDraft("before"), "planner");
        Directory.Move(_scene[".taskboard"], _scene["moved"]);
        Directory.CreateDirectory(_scene["empty"]);
        File.CreateSymbolicLink(_scene[".taskboard"], _scene["empty"]);
        await Assert.ThrowsAsync<BoardPlaceException>(() => board.AddAsync(new TaskDraft("after"), "planner"));
        Assert.Empty(Directory.GetFileSystemEntries(_scene["empty"]));
    }

    [LinuxFact]
    public async Task Repair_deletes_no_left_overs_where_a_link_leads()
    {
        Directory.CreateDirectory(_scene["elsewhere"]);
        foreach (var name in new[] { "mode.1", "probe-1-a", "self-test.1", "removed-work.json.new", "new-1.json" })
        {
            await File.WriteAllTextAsync(_scene[$"elsewhere/{name}"], "mine");
            File.SetLastWriteTimeUtc(_scene[$"elsewhere/{name}"], DateTime.UnixEpoch);
        }

        var before = Everything(_scene["elsewhere"]);
        foreach (var name in new[] { ".taskboard/backups", ".taskboard" })
        {
            if (Directory.Exists(_scene[name]))
            {
                Directory.Move(_scene[name], _scene["moved"]);
            }

            await using (var board = await _scene.OpenAsync())
            {
                File.CreateSymbolicLink(_scene[name], _scene["elsewhere"]);
                await Record.ExceptionAsync(() => board.RepairAsync("me"));
                await Record.ExceptionAsync(() => board.Monitor.LookAsync(new MonitorOptions { Repair = true }));
            }

            Assert.Equal(before, Everything(_scene["elsewhere"]));
            File.Delete(_scene[name]);
        }
    }

    /// <summary>The clock of the board stands still: whoever knows the moment knows the name.</summary>
    [LinuxFact]
    public async Task The_copy_of_a_history_whose_rows_are_repaired_is_not_written_through_a_link()
    {
        var moment = _scene.Clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(_scene["mine"], "");
        Directory.CreateDirectory(_scene[$".taskboard/damaged/{moment}"]);
        File.CreateSymbolicLink(_scene[$".taskboard/damaged/{moment}/history.db"], _scene["mine"]);
        using (var database = SqliteDatabase.Open(_scene[".taskboard/history.db"], SqliteMode.ReadWrite))
        {
            using var rows = database.Statement("DELETE FROM board_tasks");
            rows.Run();
        }

        await using var board = await _scene.OpenAsync();
        Assert.DoesNotContain((await board.RepairAsync("me")).Findings, f => f.Repair == MonitorRepair.Done);
        Assert.Equal(0, new FileInfo(_scene["mine"]).Length);
        Assert.Equal(_scene["mine"], new FileInfo(_scene[$".taskboard/damaged/{moment}/history.db"]).LinkTarget);

        Directory.Delete(_scene[".taskboard/damaged"], recursive: true);
        Assert.Contains((await board.RepairAsync("me")).Findings, f => f.Repair == MonitorRepair.Done);
    }

    private static string Everything(string directory) => string.Join('\n', Directory.EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(path => $"{path} {(File.Exists(path) ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))) : "-")}"));
}
