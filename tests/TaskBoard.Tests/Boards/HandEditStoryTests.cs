using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>Agents at work, and a person whose editor stays open: many stories, each by its seed.</summary>
public sealed class HandEditStoryTests
{
    [Fact]
    [Trait("Fault", "9")]
    public async Task What_agents_were_told_is_undone_by_no_save_in_silence()
    {
        using var row = FaultRow.Begin(9, "stories of agents and an editor that stays open");
        var first = Seeds.Next();
        var stories = Seeds.Asked is null ? LongForm.Count(40, 3_000) : 1;
        for (var i = 0; i < stories; i++)
        {
            using var story = new HandEditStory(unchecked(first + i));
            if (await story.PlayAsync(16) is { } fault)
            {
                Assert.Fail(fault);
            }
        }

        row.End(stories, 0);
    }
}
