using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests;

/// <summary>Command lines that make no sense: refused before a board is looked for, on standard error, with exit code 2.</summary>
public sealed class ParsingTests
{
    private static readonly CliRun Cli = new("/nowhere");

    public static TheoryData<string, string[]> Wrong => new()
    {
        { "nothing", [] },
        { "unknown-command", ["lst"] },
        { "no-such-command", ["frobnicate"] },
        { "no-such-command-with-options", ["frobnicate", "--at", "1", "--dry-run"] },
        { "option-as-a-value", ["edit", "k3m9x2", "--title", "--priority", "high"] },
        { "unknown-option", ["add", "--titel", "x"] },
        { "misspelt-option", ["add", "x", "--prioritiy", "high"] },
        { "dash-without-double-dash", ["add", "-fix"] },
        { "negative-percent", ["progress", "k3m9x2", "-5"] },
        { "no-title", ["add"] },
        { "two-titles", ["add", "a", "b"] },
        { "missing-argument", ["show"] },
        { "missing-option", ["replay"] },
        { "missing-value", ["list", "--label"] },
        { "not-a-number", ["list", "--limit", "many"] },
        { "lock-alone", ["lock"] },
        { "lock-run-without-dashes", ["lock", "run", "git", "-v"] },
        { "word-of-another-tool", ["done", "2"] },
        { "help-as-a-command", ["help"] },
        { "task-to-list", ["list", "3"] },
        { "note-without-its-option", ["progress", "3", "50", "note"] },
        { "option-before-its-command", ["--agent", "x", "complete", "a"] },
        { "title-as-an-option", ["add", "--title", "x"] },
        { "state-of-another-tool", ["add", "x", "--priority", "urgent"] },
        { "unknown-option-as-json", ["add", "--titel", "x", "--json"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Is_refused_on_standard_error(string name, string[] args)
    {
        var answer = await Cli.RunAsync(args);
        Assert.Equal(2, answer.Code);
        Assert.Empty(answer.Out);
        Assert.Single(answer.Error.TrimEnd('\n').Split('\n'));
        await Snapshot.Verify(answer.Error, name);
    }

    [Fact]
    public async Task A_change_without_a_name_says_how_to_give_one()
    {
        var answer = await new CliRun("/nowhere").Set("TASKBOARD_AGENT", null).RunAsync("add", "x");
        Assert.Equal(2, answer.Code);
        Assert.Contains("--agent", answer.Error, StringComparison.Ordinal);
        Assert.Contains("TASKBOARD_AGENT", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("finish", "complete")]
    [InlineData("close", "complete")]
    [InlineData("new", "add")]
    [InlineData("ls", "list")]
    [InlineData("rm", "remove")]
    [InlineData("delete", "remove")]
    [InlineData("assign", "claim")]
    [InlineData("take", "claim")]
    public async Task What_other_tools_call_a_command_leads_to_it(string word, string command) =>
        Assert.Contains($"Did you mean {command}?", (await Cli.RunAsync(word, "2")).Error, StringComparison.Ordinal);

    [Fact]
    public async Task The_version_is_a_document_too()
    {
        var answer = await Cli.RunAsync("--version", "--json");
        Assert.Equal(0, answer.Code);
        Assert.Matches(@"^\{""schema"":1,""kind"":""version"",""version"":""\d+\.\d+\.\d+[^""]*"",""warnings"":\[\]\}\n$", answer.Out);
        Assert.Equal(2, (await Cli.RunAsync("--version", "--json", "x")).Code);
    }

    [Fact]
    public async Task The_version_is_one_line_on_standard_output()
    {
        var answer = await Cli.RunAsync("--version");
        Assert.Equal(0, answer.Code);
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", answer.Out);
    }
}
