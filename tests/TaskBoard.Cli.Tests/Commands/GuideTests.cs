using TaskBoard.Cli.Help;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>What agents are told is true: the commands of the guide are run, one after the other, and each is done.</summary>
public sealed class GuideTests
{
    [Fact]
    public async Task Every_command_in_it_is_done_when_they_are_given_in_order()
    {
        using var directory = new TempDirectory();
        var cli = new CliRun(directory.Path);
        await cli.RunAsync("init");
        await cli.RunAsync("add", "Parse the header", "--id", "parse");
        var commands = (await cli.RunAsync("guide")).Out.Split('\n').Where(line => line.StartsWith("  taskboard ", StringComparison.Ordinal)).ToList();
        Assert.InRange(commands.Count, 15, 25);
        foreach (var line in commands)
        {
            var answer = await cli.RunAsync(CommandWords.Of(line));
            Assert.True(answer.Code == 0, $"{line}\n{answer}");
            Assert.Empty(answer.Error);
        }

        Assert.Equal(0, (await cli.RunAsync("verify")).Code);
    }

    [Fact]
    public void It_has_forty_lines_that_fit_a_terminal()
    {
        var lines = Guide.Text.TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 30, 42);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 120));
    }

    [Fact]
    public void Every_command_it_names_exists()
    {
        var known = CommandList.All().Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        Assert.All(Guide.Text.Split('\n').Where(line => line.StartsWith("  taskboard ", StringComparison.Ordinal)), line => Assert.Contains(CommandWords.Of(line)[0], known));
    }
}
