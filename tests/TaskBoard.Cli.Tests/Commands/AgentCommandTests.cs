using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary><c>agents</c>, <c>register</c>, <c>heartbeat</c>, <c>deregister</c>.</summary>
public sealed class AgentCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public AgentCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_agent_registers_lives_and_leaves()
    {
        await _cli.RunAsync("init");
        Assert.Equal("", (await _cli.RunAsync("agents")).Out);
        await _cli.RunAsync("add", "Parse", "--id", "a", "--agent", "planner");
        Assert.Equal("agent-1 registered\n", await OutAsync("register", "--role", "parser", "--directory", "/src"));
        Assert.Equal("agent-1 registered, as before\n", await OutAsync("register", "--directory", "/src"));
        Assert.Equal("You hold no task whose lease could be renewed.\n", await OutAsync("heartbeat"));
        await OutAsync("claim", "a");
        Assert.Equal("renewed: a\n", await OutAsync("heartbeat", "--note", "half way"));
        Assert.Equal("agent-1  active  2026-11-21T09:00:00.000Z  a  parser  /src  half way\n", (await _cli.RunAsync("agents")).Out);
        foreach (var words in new string[][] { ["register"], ["heartbeat"] })
        {
            using var said = JsonDocument.Parse(await OutAsync([.. words, "--json"]));
            Assert.Equal("agent-1", said.RootElement.GetProperty("id").GetString());
        }

        _cli.Clock.Advance(TimeSpan.FromMinutes(16));
        using var document = JsonDocument.Parse((await _cli.RunAsync("agents", "--json")).Out);
        Assert.Equal("lost", document.RootElement.GetProperty("items")[0].GetProperty("status").GetString());
        Assert.Equal("agent-1 left; released: a\n", await OutAsync("deregister"));
        Assert.Equal("agent-1 is not registered.\n", await OutAsync("deregister"));
        Assert.Contains("  gone  ", (await _cli.RunAsync("agents")).Out, StringComparison.Ordinal);
        Assert.Contains("AGENT_GONE", (await _cli.RunAsync("log")).Out, StringComparison.Ordinal);
    }

    private async Task<string> OutAsync(params string[] words) => (await _cli.RunAsync([.. words, "--agent", "agent-1"])).Out;
}
