using TaskBoard.Tests.Errors;
using Xunit;

namespace TaskBoard.Tests.Locking;

/// <summary>Every lock that is broken is on record, with who broke it and the proof.</summary>
public sealed class BrokenLockRecordTests : IDisposable
{
    private const string Unprovable = """{"agent_id":"script","timestamp":"2026-11-21T09:05:12Z"}""";
    private const string Torn = "";

    /// <summary>A torn lock is taken as being written for two seconds, whatever its age.</summary>
    private readonly BadBoard _scene = new() { LockTimeout = TimeSpan.FromSeconds(20) };

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task By_an_operator()
    {
        await _scene.MakeAsync();
        await File.WriteAllTextAsync(_scene["tasks.lock"], Unprovable);
        await using var board = await _scene.OpenAsync();
        await board.BreakLockAsync((await board.ReadLockAsync())!.Id, "ann");
        await IsOnRecordAsync(board, "ann", BoardEventSource.Agent, "broke the lock of script: Broken by ann as operator.");
    }

    [Fact]
    public async Task By_an_operator_of_a_board_that_cannot_be_read()
    {
        await _scene.MakeAsync();
        var text = await File.ReadAllTextAsync(_scene["tasks.json"]);
        await File.WriteAllTextAsync(_scene["tasks.json"], "{");
        await File.WriteAllTextAsync(_scene["tasks.lock"], Unprovable);
        await using var board = await _scene.OpenAsync();
        await board.BreakLockAsync((await board.ReadLockAsync())!.Id, "ann");
        await File.WriteAllTextAsync(_scene["tasks.json"], text);
        await IsOnRecordAsync(board, "ann", BoardEventSource.Agent, "broke the lock of script: Broken by ann as operator.");
    }

    [Fact]
    public async Task By_a_turn()
    {
        await _scene.MakeAsync();
        await LeaveTornLockAsync();
        await using var board = await _scene.OpenAsync();
        await board.AddAsync(new TaskDraft("after it"), "agent-1");
        await IsOnRecordAsync(board, "agent-1", BoardEventSource.Monitor, "broke the lock of somebody unknown: It is empty or incomplete");
    }

    [Fact]
    public async Task By_somebody_who_holds_the_lock_to_edit_the_file()
    {
        await _scene.MakeAsync();
        await LeaveTornLockAsync();
        await using var board = await _scene.OpenAsync();
        await (await board.HoldLockAsync("editor")).DisposeAsync();
        await board.CatchUpAsync();
        await IsOnRecordAsync(board, "editor", BoardEventSource.Monitor, "broke the lock of somebody unknown: It is empty or incomplete");
    }

    [Fact]
    public async Task What_may_not_be_broken_is_refused_and_what_is_not_there_is_not_found()
    {
        await _scene.MakeAsync();
        await using var board = await _scene.OpenAsync();
        Assert.Equal(BoardErrorKind.NotFound, (await Assert.ThrowsAsync<LockNotFoundException>(() => board.BreakLockAsync("0", "ann"))).Kind);
        await File.WriteAllTextAsync(_scene["tasks.lock"], Unprovable);
        var other = await Assert.ThrowsAsync<LockNotBrokenException>(() => board.BreakLockAsync("0", "ann"));
        Assert.Equal(BoardErrorKind.Refused, other.Kind);
        Assert.Equal((await board.ReadLockAsync())!.Id, other.LockId);
        Assert.Equal(Unprovable, await File.ReadAllTextAsync(_scene["tasks.lock"]));
    }

    /// <summary>As a power cut leaves it: empty, and last written before the machine was started.</summary>
    private async Task LeaveTornLockAsync()
    {
        await File.WriteAllTextAsync(_scene["tasks.lock"], Torn);
        File.SetLastWriteTimeUtc(_scene["tasks.lock"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    private static async Task IsOnRecordAsync(Board board, string agent, string source, string details)
    {
        var broken = new List<BoardEvent>();
        await foreach (var e in board.History.EventsAsync())
        {
            if (e.Event == BoardEventKind.LockBroken)
            {
                broken.Add(e);
            }
        }

        var only = Assert.Single(broken);
        Assert.Equal((agent, source), (only.Agent, only.Source));
        Assert.StartsWith(details, only.Details, StringComparison.Ordinal);
        Assert.True((await board.History.VerifyAsync()).IsIntact);
    }
}
