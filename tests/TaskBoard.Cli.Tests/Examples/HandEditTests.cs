using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Examples;

/// <summary>The story of a person and agents at one file, run as a user runs it.</summary>
public sealed class HandEditTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task People_keep_their_ways_and_agents_go_on()
    {
        var answer = await Child.RunAsync(_directory.Path, "dotnet", "exec", Checkout.Output("examples/HandEdit", "HandEdit.dll"), _directory["work"]);
        Assert.True(answer is { Code: 0, Error: "" }, answer.ToString());
        await Snapshot.Verify(answer.Out.Replace(_directory.Path, "DIR", StringComparison.Ordinal));
        Assert.Empty(await BoardReferee.CheckAsync(_directory["work"]));
    }
}
