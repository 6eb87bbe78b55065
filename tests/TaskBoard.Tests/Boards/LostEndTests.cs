using TaskBoard.History;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>
/// The newest commits are gone from the history, as SQLite sees it after its write-ahead log was damaged or deleted: a displaced file tells of them, and who looks
/// at the board, or changes it, is told.
/// </summary>
public sealed class LostEndTests : IDisposable
{
    private const string Told = "is lost. Its write-ahead log";

    private static readonly TaskId A = TaskId.Parse("a");

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(0.4)]
    [InlineData(0.5)]
    [InlineData(0.7)]
    [InlineData(0.9)]
    public async Task A_damaged_log(double where)
    {
        await StoryAsync(5);
        var log = _rig.Paths.HistoryLog;
        var bytes = await File.ReadAllBytesAsync(log);
        bytes.AsSpan((int)(where * bytes.Length), 100).Fill(0xff);
        await File.WriteAllBytesAsync(log, bytes);
        File.Delete(_rig.Paths.History + "-shm");
        await AssertToldAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task A_log_that_is_deleted_after_some_of_it_was_moved_into_the_database(int changes)
    {
        await StoryAsync(3);
        using (var database = SqliteDatabase.Open(_rig.Paths.History, SqliteMode.ReadWrite))
        {
            database.Number("SELECT count(*) FROM board");
            database.Checkpoint();
        }

        await StoryAsync(changes);
        File.Delete(_rig.Paths.HistoryLog);
        File.Delete(_rig.Paths.History + "-shm");
        await AssertToldAsync();
    }

    [Fact]
    public async Task Several_files_that_tell_of_it_are_told_of_once_and_all_kept()
    {
        await StoryAsync(3);
        await using var board = _rig.Open();
        var last = await board.History.ReadAsync(reader => reader!.Head().LastCommit!.Number, CancellationToken.None);
        foreach (var commit in new[] { last + 1, last + 2, last + 9 })
        {
            await File.WriteAllTextAsync(_rig.Paths.SwapOf(commit), $$"""[{"id":"z","title":"save {{commit}}"}]""");
        }

        Assert.Contains($"commit {last + 9} displaced", Assert.Single((await board.History.VerifyAsync()).Problems), StringComparison.Ordinal);
        Assert.Contains($"commit {last + 9} displaced", Assert.Single((await board.EditAsync(A, new TaskEdit { Title = "goes on" }, "planner")).Warnings), StringComparison.Ordinal);
        Assert.Single(await board.EventsAsync(), e => e.Details?.StartsWith("the end of the history is lost", StringComparison.Ordinal) == true);
        Assert.Equal(3, System.IO.Directory.GetFiles(_rig.Paths.Displaced).Length);
        await board.AssertSoundAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_commit_that_was_not_marked_yet_when_the_log_was_cut(int later)
    {
        await StoryAsync(3);
        byte[] log = [];
        await using (var board = _rig.Open())
        {
            _rig.BeforeExchange(() => log = File.ReadAllBytes(_rig.Paths.HistoryLog));
            await board.EditAsync(A, new TaskEdit { Title = "not marked" }, "planner");
        }

        await StoryAsync(later);
        await File.WriteAllBytesAsync(_rig.Paths.HistoryLog, log);
        File.Delete(_rig.Paths.History + "-shm");
        await AssertToldAsync();
    }

    [Fact]
    public async Task What_was_being_written_by_somebody_who_died_tells_of_no_loss()
    {
        await StoryAsync(3);
        await using var board = _rig.Open();
        var next = (await board.History.ReadAsync(reader => reader!.Head().LastCommit!.Number, CancellationToken.None)) + 1;
        await File.WriteAllTextAsync(_rig.Paths.SwapOf(next), """[{"id":"z","title":"never happened"}]""");
        Assert.True((await board.History.VerifyAsync()).IsIntact);
        Assert.Empty((await board.EditAsync(A, new TaskEdit { Title = "goes on" }, "planner")).Warnings);
        Assert.DoesNotContain(await board.EventsAsync(), e => e.Event == BoardEventKind.Conflict);
    }

    [Fact]
    public async Task What_was_being_written_in_the_place_of_a_broken_file_tells_of_no_loss()
    {
        await StoryAsync(3);
        await using var board = _rig.Open();
        var last = await board.History.ReadAsync(reader => reader!.Head(), CancellationToken.None);
        await File.WriteAllTextAsync(_rig.Paths.SwapOf(last.LastCommit!.Number + 1), _rig.Text);
        await File.WriteAllTextAsync(_rig.Paths.Board, "[");
        Assert.True((await board.History.VerifyAsync()).IsIntact);
        Assert.DoesNotContain((await board.RestoreAsync(last.LastRevision, "planner")).Warnings, w => w.Contains(Told, StringComparison.Ordinal));
        Assert.DoesNotContain(await board.EventsAsync(), e => e.Event == BoardEventKind.Conflict);
    }

    [Fact]
    public async Task Commits_that_are_deleted_keep_changes_back_because_their_revisions_would_be_given_out_again()
    {
        foreach (var which in new[] { "", " WHERE n = (SELECT max(n) FROM commits)" })
        {
            using var rig = new BoardRig();
            await StoryAsync(rig, 3);
            using (var database = SqliteDatabase.Open(rig.Paths.History, SqliteMode.ReadWrite))
            {
                database.Execute($"DELETE FROM commits{which}");
            }

            var text = rig.Text;
            await using var board = rig.Open();
            var refusal = await Assert.ThrowsAsync<HistoryDamagedException>(() => board.AddAsync(new TaskDraft("more"), "planner"));
            Assert.Contains("'taskboard repair' mends a commit that was changed; one that is missing it cannot: put a backup in its place, or move it aside", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(text, rig.Text);
            Assert.False((await board.History.VerifyAsync()).IsIntact);
        }
    }

    private Task StoryAsync(int changes) => StoryAsync(_rig, changes);

    private static async Task StoryAsync(BoardRig rig, int changes)
    {
        await using var board = File.Exists(rig.Paths.Board) ? rig.Open() : await rig.OpenAsync("[]");
        if ((await board.ReadAsync()).Find(A) is null)
        {
            await board.AddAsync(new TaskDraft("x") { Id = A }, "planner");
        }

        for (var i = 0; i < changes; i++)
        {
            await board.EditAsync(A, new TaskEdit { Title = $"{Guid.NewGuid()}" }, "planner");
        }
    }

    private async Task AssertToldAsync()
    {
        // Files bear the machine's time, which is not that of the board's clock here.
        Array.ForEach(System.IO.Directory.GetFiles(_rig.Paths.Swap), left => File.SetLastWriteTimeUtc(left, _rig.Clock.GetUtcNow().UtcDateTime));
        await using var board = _rig.Open();
        Assert.Contains((await board.History.VerifyAsync()).Problems, p => p.Contains(Told, StringComparison.Ordinal));
        Assert.Contains((await board.ExamineAsync()).Findings, f => f.IsProblem && f.Message.Contains(Told, StringComparison.Ordinal));
        Assert.Contains((await board.Monitor.LookAsync(new MonitorOptions())).Findings, f => f.Severity == MonitorSeverity.Error && f.Message.Contains(Told, StringComparison.Ordinal));
        Assert.Contains(Told, (await Assert.ThrowsAsync<HistoryDamagedException>(() => board.BackUpAsync())).Message, StringComparison.Ordinal);
        var text = _rig.Text;
        var change = await board.EditAsync(A, new TaskEdit { Title = "goes on" }, "planner");
        Assert.Contains(change.Warnings, w => w.Contains(Told, StringComparison.Ordinal));
        Assert.Single(await board.EventsAsync(), e => e is { Event: BoardEventKind.Conflict, Task: null } && e.Details!.Contains(" is lost: it ", StringComparison.Ordinal));
        Assert.NotEqual(text, _rig.Text);
        Assert.Empty((await board.EditAsync(A, new TaskEdit { Title = "and on" }, "planner")).Warnings);
        Assert.True((await board.History.VerifyAsync()).IsIntact);
        await board.AssertSoundAsync();
    }
}
