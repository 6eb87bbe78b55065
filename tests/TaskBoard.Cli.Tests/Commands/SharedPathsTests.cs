using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>Two tasks that touch the same files: what is shown as ready, and waited for, is what can be claimed.</summary>
public sealed class SharedPathsTests : IDisposable
{
    private const string Touches = "touches src/io/file.cs, as does first, which alice has in hand";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public SharedPathsTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Whoever_cannot_have_it_is_nowhere_told_that_it_is_ready()
    {
        await PlayAsync();
        Assert.Equal("", (await _cli.RunAsync("list", "--ready", "--agent", "bob")).Out);
        Assert.Contains($"second  PENDING      medium    Second  ({Touches})\n", (await _cli.RunAsync("list", "--agent", "bob")).Out, StringComparison.Ordinal);
        Assert.Contains(Touches, (await _cli.RunAsync("show", "second", "--agent", "bob")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("(ready)", (await _cli.RunAsync("graph")).Out, StringComparison.Ordinal);
        Assert.Equal(3, (await _cli.RunAsync("next", "--agent", "bob")).Code);
        Assert.Contains("1 in hand, 1 waiting, 0 ready for others", (await _cli.RunAsync("claim", "--agent", "bob")).Error, StringComparison.Ordinal);
        var wait = await _cli.RunAsync("wait", "--for", "ready", "--timeout", "0s", "--agent", "bob");
        Assert.Equal(new CliAnswer(3, "", "It did not come in time. On the board: 1 in hand, 1 waiting.\n"), wait);
        Assert.Contains(Touches, (await _cli.RunAsync("claim", "second", "--agent", "bob")).Error, StringComparison.Ordinal);
        Assert.Contains($"- `second` Second: {Touches}\n", (await _cli.RunAsync("report")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_the_files_in_hand_is_not_in_their_own_way()
    {
        await PlayAsync();
        Assert.StartsWith("second  PENDING      medium    Second  (ready)\n", (await _cli.RunAsync("list", "--ready", "--agent", "alice")).Out, StringComparison.Ordinal);
        Assert.Equal("second\n", (await _cli.RunAsync("wait", "--for", "ready", "--agent", "alice")).Out);
        var next = JsonDocument.Parse((await _cli.RunAsync("next", "--another", "--agent", "alice", "--json")).Out).RootElement.GetProperty("item");
        Assert.Equal(("second", true), (next.GetProperty("id").GetString(), next.GetProperty("ready").GetBoolean()));
        Assert.Equal(0, (await _cli.RunAsync("claim", "--another", "--agent", "alice")).Code);
    }

    [Fact]
    public async Task Whoever_waits_is_woken_when_the_files_are_free_and_who_freed_them_is_told()
    {
        await PlayAsync();
        var waiting = _cli.RunAsync("wait", "--for", "ready", "--agent", "bob");
        Assert.False(waiting.IsCompleted);
        var done = JsonDocument.Parse((await new CliRun(_directory.Path).RunAsync("complete", "first#1", "--agent", "alice", "--json")).Out).RootElement;
        Assert.Equal("second", Assert.Single(done.GetProperty("became_ready").EnumerateArray()).GetString());
        Assert.Equal("second\n", (await waiting.WaitAsync(Patience)).Out);
        Assert.StartsWith("second#1\n", (await _cli.RunAsync("claim", "--agent", "bob")).Out, StringComparison.Ordinal);
    }

    private async Task PlayAsync()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "First", "--id", "first", "--path", "src/io");
        await _cli.RunAsync("add", "Second", "--id", "second", "--path", "src/io/file.cs");
        await _cli.RunAsync("claim", "first", "--agent", "alice");
    }
}
