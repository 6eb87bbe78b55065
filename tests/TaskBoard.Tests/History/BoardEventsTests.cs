using Xunit;

namespace TaskBoard.Tests.History;

public sealed class BoardEventsTests
{
    [Fact]
    public async Task Events_tell_the_story_of_who_did_what_when()
    {
        await using var story = await StoryBoard.PlayedAsync();
        var lines = (await All(story, new EventFilter())).Select(e => $"{e.Revision} {e.RecordedAt:mm:ss} {e.Task} {e.Event} {e.FromStatus}>{e.ToStatus} {e.Agent} {e.Source}");
        Assert.Equal(
            [
                "1 00:00 a CREATED >PENDING planner agent",
                "1 00:00 b CREATED >PENDING planner agent",
                "2 00:10 a ASSIGNED PENDING>IN_PROGRESS agent-1 agent",
                "3 00:30 a STATUS_CHANGED IN_PROGRESS>PENDING agent-1 agent",
                "4 01:30 a ASSIGNED PENDING>IN_PROGRESS agent-2 agent",
                "5 01:50 a STATUS_CHANGED IN_PROGRESS>COMPLETED agent-2 agent",
                "6 03:30 a STATUS_CHANGED COMPLETED>PENDING reviewer agent",
                "7 03:35 a ASSIGNED PENDING>IN_PROGRESS agent-1 agent",
                "8 04:05 a STATUS_CHANGED IN_PROGRESS>COMPLETED agent-1 agent",
                "9 04:20 b UPDATED PENDING>PENDING  hand-edit",
                "10 04:35 c CREATED >PENDING  hand-edit",
                "11 04:45 c DELETED PENDING> planner agent",
                "12 04:55 b ASSIGNED PENDING>CLAIMED agent-2 agent",
            ],
            lines);
    }

    [Fact]
    public async Task Every_condition_of_a_filter_holds()
    {
        await using var story = await StoryBoard.PlayedAsync();
        var all = await All(story, new EventFilter());
        await Holds(new EventFilter { Task = "b" }, e => e.Task == "b");
        await Holds(new EventFilter { Agent = "agent-1" }, e => e.Agent == "agent-1");
        await Holds(new EventFilter { Event = BoardEventKind.Created }, e => e.Event == "CREATED");
        await Holds(new EventFilter { AfterRevision = 4 }, e => e.Revision > 4);
        await Holds(new EventFilter { ToRevision = 4 }, e => e.Revision <= 4);
        await Holds(new EventFilter { AfterSequence = 3 }, e => e.Sequence > 3);
        await Holds(new EventFilter { BeforeSequence = 3 }, e => e.Sequence < 3);
        await Holds(new EventFilter { Since = all[5].RecordedAt }, e => e.RecordedAt >= all[5].RecordedAt);
        await Holds(new EventFilter { Since = all[5].RecordedAt.AddTicks(1) }, e => e.RecordedAt > all[5].RecordedAt);
        await Holds(
            new EventFilter { Task = "a", Agent = "agent-1", Event = "ASSIGNED", AfterRevision = 2, ToRevision = 9, AfterSequence = 1, BeforeSequence = 12, Since = all[3].RecordedAt },
            e => e.Revision == 7);
        Assert.Empty(await All(story, new EventFilter { Task = "A" }));

        async Task Holds(EventFilter filter, Func<BoardEvent, bool> fits)
        {
            var expected = all.Where(fits).ToArray();
            Assert.InRange(expected.Length, 1, all.Count - 1);
            Assert.Equal(expected, await All(story, filter));
            Assert.Equal(expected.Reverse(), await All(story, filter with { NewestFirst = true }));
        }
    }

    [Theory]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(501)]
    [InlineData(1203)]
    public async Task However_many_there_are_each_comes_once_and_in_order(int count)
    {
        await using var story = await StoryBoard.InMemoryAsync();
        await story.Board.AddAsync(Enumerable.Range(1, count).Select(i => new TaskDraft($"Task {i}")).ToArray(), "planner");
        var expected = Enumerable.Range(1, count).Select(i => (long)i).ToArray();
        Assert.Equal(expected, (await All(story, new EventFilter())).Select(e => e.Sequence));
        Assert.Equal(expected.Reverse(), (await All(story, new EventFilter { NewestFirst = true })).Select(e => e.Sequence));
        Assert.Equal(expected[300..], (await All(story, new EventFilter { AfterSequence = 300, NewestFirst = true })).Select(e => e.Sequence).Reverse());
        Assert.Equal(expected[..^1], (await All(story, new EventFilter { BeforeSequence = count })).Select(e => e.Sequence));
    }

    [Fact]
    public async Task Reading_may_stop_anywhere_and_keeps_nothing_open()
    {
        await using var story = await StoryBoard.PlayedAsync();
        await foreach (var item in story.Board.History.EventsAsync())
        {
            Assert.Equal(1, item.Sequence);
            break;
        }

        await story.StepAsync(1, () => story.Board.AddAsync(new TaskDraft("More"), "planner"));
        Assert.Equal(13, await story.Board.History.LastRevisionAsync());
    }

    [Fact]
    public async Task What_is_added_while_one_reads_newest_first_does_not_come_twice()
    {
        await using var story = await StoryBoard.InMemoryAsync();
        await story.Board.AddAsync(Enumerable.Range(1, 600).Select(i => new TaskDraft($"Task {i}")).ToArray(), "planner");
        var seen = new List<long>();
        await foreach (var item in story.Board.History.EventsAsync(new EventFilter { NewestFirst = true }))
        {
            if (seen.Count == 0)
            {
                await story.Board.AddAsync(new TaskDraft("Late"), "planner");
            }

            seen.Add(item.Sequence);
        }

        Assert.Equal(Enumerable.Range(1, 600).Reverse().Select(i => (long)i), seen);
    }

    private static async Task<IReadOnlyList<BoardEvent>> All(StoryBoard story, EventFilter filter)
    {
        var events = new List<BoardEvent>();
        await foreach (var item in story.Board.History.EventsAsync(filter))
        {
            events.Add(item);
        }

        return events;
    }
}
