using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.History;

/// <summary>The chain as a stranger checks it, with twenty lines of Python and the documentation of the chain.</summary>
public sealed class VerifyProgramTests
{
    [ProgramFact("python3")]
    public async Task A_stranger_comes_to_the_same_head()
    {
        await using var story = await StoryBoard.PlayedAsync();
        await story.Board.AddAsync(new TaskDraft("Grüße \"😀\"") { Description = "tab \t, two\nlines" }, new ChangeBy("ägent") { Reason = "it's" });
        var head = (await story.Board.History.VerifyAsync()).Head;
        Assert.Equal(new ProgramRun(0, head + "\n", ""), await Verify(story.Database));
    }

    [ProgramFact("python3")]
    public async Task A_stranger_finds_the_first_event_that_was_changed()
    {
        foreach (var (sql, first) in new[]
        {
            ("UPDATE events SET details = NULL WHERE seq = 12", 12),
            ("UPDATE events SET task_id = 'x' WHERE seq = 9", 9),
            ("UPDATE events SET prev_hash = hash WHERE seq = 8", 8),
            ("DELETE FROM events WHERE seq = 5", 5),
            ("UPDATE events SET agent_id = '' WHERE agent_id IS NULL", 10),
        })
        {
            await using var story = await StoryBoard.PlayedAsync();
            story.Meddle(sql);
            Assert.Equal(new ProgramRun(1, "", $"event {first} does not fit\n"), await Verify(story.Database));
            Assert.Equal(first, (await story.Board.History.VerifyAsync()).FirstBadEvent);
        }
    }

    private static Task<ProgramRun> Verify(string database) => ProgramRun.Of("python3", Checkout.File("examples", "audit", "verify.py"), database);
}
