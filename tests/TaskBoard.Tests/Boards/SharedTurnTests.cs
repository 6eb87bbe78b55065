using TaskBoard.Files;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>Callers of one process share turns, and may change their minds until the commit point.</summary>
public sealed class SharedTurnTests : IDisposable
{
    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Sixty_four_callers_at_once_share_commits_and_each_has_its_own_revision()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        var exchangesBefore = Exchanges();
        var changes = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => board.AddAsync(new TaskDraft($"task {i}"), $"agent-{i}")));
        Assert.Equal(Enumerable.Range(1, 64).Select(i => (long)i), changes.Select(c => c.Revision).Order());
        Assert.All(changes, c => Assert.Equal(c.Revision, Assert.Single(c.Events).Revision));
        Assert.All(changes, c => Assert.Equal(c.Snapshot.Revision, c.Snapshot.Tasks.Count));
        Assert.Equal(64, (await board.ReadAsync()).Tasks.Count);
        Assert.InRange(Exchanges() - exchangesBefore, 1, 16);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_refusal_among_shared_changes_touches_no_other()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"x"}]""");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await board.ClaimAsync(TaskId.Parse("a"), $"agent-{i}");
                return true;
            }
            catch (ClaimLostException)
            {
                return false;
            }
        }));
        Assert.Single(answers, won => won);
        Assert.Single(await board.EventsAsync(new EventFilter { Event = BoardEventKind.Assigned }));
    }

    [Fact]
    public async Task Cancelling_before_the_commit_point_leaves_no_trace()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        var before = _rig.Text;
        using var cancellation = new CancellationTokenSource();
        _rig.Disk.BeforeNext(nameof(IDisk.Stat), _rig.Paths.Board, cancellation.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => board.AddAsync(new TaskDraft("x"), "planner", cancellation.Token));

        // The caller is answered at once; the turn is over when the next one is.
        await board.CatchUpAsync();
        Assert.Equal(before, _rig.Text);
        Assert.Empty(await board.EventsAsync());
        Assert.False(File.Exists(_rig.Paths.Lock));
        Assert.Empty(Directory.GetFiles(_rig.Paths.Swap));
    }

    [Fact]
    public async Task Cancelling_after_the_commit_point_is_answered_as_done()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        using var cancellation = new CancellationTokenSource();
        _rig.BeforeExchange(cancellation.Cancel);
        var change = await board.AddAsync(new TaskDraft("x"), "planner", cancellation.Token);
        Assert.True(cancellation.IsCancellationRequested);
        Assert.Equal(1, change.Revision);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task One_caller_who_leaves_takes_nobody_along()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        using var left = new CancellationTokenSource();
        await left.CancelAsync();
        var adding = Enumerable.Range(0, 8)
            .Select(i => board.AddAsync(new TaskDraft($"{i}"), "planner", i % 2 == 0 ? left.Token : CancellationToken.None)).ToArray();
        await Task.WhenAll(adding.Where((_, i) => i % 2 == 1));
        foreach (var gone in adding.Where((_, i) => i % 2 == 0))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        }

        Assert.Equal(["1", "3", "5", "7"], (await board.ReadAsync()).Tasks.Select(t => t.Title).Order(StringComparer.Ordinal));
    }

    private int Exchanges() => _rig.Disk.Calls.Count(c => c == $"{nameof(IDisk.Exchange)} {_rig.Paths.Board}");
}
