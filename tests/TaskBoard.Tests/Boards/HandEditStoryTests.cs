using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Boards;

public sealed class HandEditStoryTests
{
    /// <summary>
    /// Agents change a board; a person reads it and saves what they made of it, soon or much later, between two changes or in the very moment of one.
    /// </summary>
    [Fact]
    public void Nothing_that_an_agent_or_a_person_did_disappears_without_a_record() => Properties.ForAllStories(150, 16, story =>
    {
        using var told = new HandEditStory();
        told.Tell(story);
    });
}
