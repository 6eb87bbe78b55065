using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>Of those who work through a board, each has a name of its own.</summary>
public sealed class WorkerNameTests : IDisposable
{
    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("agent-1")]
    [InlineData("../../etc/passwd")]
    [InlineData(".")]
    public async Task A_name_that_somebody_works_under_is_refused_until_they_end(string name)
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await using var other = _rig.Open();
        using (await board.TakeNameAsync(name))
        {
            var refusal = await Assert.ThrowsAsync<AgentTakenException>(() => other.TakeNameAsync(name));
            Assert.Equal((BoardErrorCodes.AgentTaken, BoardErrorKind.Refused, name), (refusal.Code, refusal.Kind, refusal.Agent));
            await Assert.ThrowsAsync<AgentTakenException>(() => board.TakeNameAsync(name));
            using var another = await other.TakeNameAsync(name + "'");
        }

        using var again = await other.TakeNameAsync(name);
        Assert.Empty((await board.ExamineAsync()).Findings);
    }

    [Fact]
    public async Task What_is_no_name_is_refused_and_a_long_one_is_not()
    {
        await using var board = Board.InMemory();
        await Assert.ThrowsAsync<InvalidRequestException>(() => board.TakeNameAsync(" "));
        using var taken = await board.TakeNameAsync(new string('\u00e9', 200));
        await Assert.ThrowsAsync<AgentTakenException>(() => board.TakeNameAsync(new string('\u00e9', 200)));
    }
}
