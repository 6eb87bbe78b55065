using Xunit;

namespace TaskBoard.Tests.History;

public sealed class BoardHistoryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_revision_is_given_back_as_it_was_read_then(bool inMemory)
    {
        await using var story = await StoryBoard.PlayedAsync(inMemory);
        Assert.Equal(story.States.Count - 1, await story.Board.History.LastRevisionAsync());
        for (var revision = 0; revision < story.States.Count; revision++)
        {
            var replayed = await story.Board.History.ReplayAsync(revision);
            Assert.Equal(revision, replayed.Revision);
            Assert.Equal(story.States[revision].Tasks, replayed.Tasks);
            Assert.Equal(story.States[revision].ToJson(), replayed.ToJson());
        }
    }

    [Fact]
    public async Task A_time_means_the_last_revision_recorded_not_later()
    {
        await using var story = await StoryBoard.PlayedAsync();
        var history = story.Board.History;
        var recorded = new Dictionary<long, DateTimeOffset>();
        await foreach (var item in history.EventsAsync())
        {
            recorded[item.Revision] = item.RecordedAt;
        }

        foreach (var (revision, time) in recorded)
        {
            Assert.Equal(revision, (await history.ReplayAsync(time)).Revision);
            Assert.Equal(story.States[(int)revision].Tasks, (await history.ReplayAsync(time.ToOffset(TimeSpan.FromHours(5)))).Tasks);
            if (revision > 1)
            {
                Assert.Equal(revision - 1, (await history.ReplayAsync(time.AddMilliseconds(-1))).Revision);
            }
        }

        Assert.Equal(story.States.Count - 1, (await history.ReplayAsync(DateTimeOffset.MaxValue)).Revision);
        await Assert.ThrowsAsync<RevisionNotFoundException>(() => history.ReplayAsync(recorded[1].AddMilliseconds(-1)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public async Task A_revision_that_there_is_not_is_refused_with_those_that_there_are(long revision)
    {
        await using var story = await StoryBoard.InMemoryAsync();
        await story.StepAsync(1, () => story.Board.AddAsync(new TaskDraft("One"), "planner"));
        await story.StepAsync(1, () => story.Board.AddAsync(new TaskDraft("Two"), "planner"));
        var refusal = await Assert.ThrowsAsync<RevisionNotFoundException>(() => story.Board.History.ReplayAsync(revision));
        Assert.Equal(2, refusal.LastRevision);
        Assert.Equal($"The history has no revision {revision}; it goes from revision 0 to 2.", refusal.Message);
        await Assert.ThrowsAsync<RevisionNotFoundException>(() => story.Board.History.DiffAsync(0, revision));
    }

    [Fact]
    public async Task A_board_that_was_never_changed_has_a_history_of_nothing()
    {
        await using var board = Board.InMemory();
        Assert.Equal(0, await board.History.LastRevisionAsync());
        Assert.Empty((await board.History.ReplayAsync(0)).Tasks);
        Assert.Empty(await board.History.DiffAsync(0, 0));
        await Assert.ThrowsAsync<RevisionNotFoundException>(() => board.History.ReplayAsync(1));
        await Assert.ThrowsAsync<RevisionNotFoundException>(() => board.History.ReplayAsync(DateTimeOffset.MaxValue));
        await foreach (var item in board.History.EventsAsync())
        {
            Assert.Fail($"There is an event: {item}");
        }

        Assert.True((await board.History.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task What_differs_between_two_revisions_is_told_per_task_in_both_directions()
    {
        await using var story = await StoryBoard.PlayedAsync();
        var forwards = await story.Board.History.DiffAsync(1, 5);
        Assert.Equal([("a", "ASSIGNED", "PENDING", "COMPLETED")], forwards.Select(d => (d.Task, d.Event, d.FromStatus, d.ToStatus)));
        Assert.Contains("\"status\":{\"from\":\"PENDING\",\"to\":\"COMPLETED\"}", forwards[0].Changes, StringComparison.Ordinal);
        Assert.Contains("\"attempts\":{\"to\":2}", forwards[0].Changes, StringComparison.Ordinal);

        var backwards = await story.Board.History.DiffAsync(10, 8);
        Assert.Equal(
            [("c", "DELETED", "PENDING", null), ("b", "UPDATED", "PENDING", "PENDING")],
            backwards.Select(d => (d.Task, d.Event, d.FromStatus, d.ToStatus)));
        Assert.Contains("\"title\":{\"from\":\"Print it\",\"to\":\"Print\"}", backwards[1].Changes, StringComparison.Ordinal);
        Assert.Empty(await story.Board.History.DiffAsync(4, 4));
    }

    [Fact]
    public async Task A_cancelled_reading_ends()
    {
        await using var story = await StoryBoard.PlayedAsync(inMemory: true);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => story.Board.History.ReplayAsync(2, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => story.Board.History.VerifyAsync(cancellationToken: cancelled.Token));
    }
}
