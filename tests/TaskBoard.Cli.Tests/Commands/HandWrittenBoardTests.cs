using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>A tasks.json that somebody wrote by hand, in the words of another tool.</summary>
public sealed class HandWrittenBoardTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public HandWrittenBoardTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("dependencies", "depends_on")]
    [InlineData("deps", "depends_on")]
    [InlineData("blocked_by", "depends_on")]
    [InlineData("blockedBy", "depends_on")]
    [InlineData("requires", "depends_on")]
    [InlineData("assignee", "assigned_to")]
    [InlineData("assigned", "assigned_to")]
    [InlineData("owner", "assigned_to")]
    [InlineData("prio", "priority")]
    [InlineData("state", "status")]
    [InlineData("name", "title")]
    [InlineData("summary", "title")]
    [InlineData("tags", "labels")]
    public async Task What_other_tools_call_a_property_is_noticed(string name, string meant)
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], $$"""[{"id":"1","{{name}}":"x"},{"id":"2","title":"T"}]""");
        var answer = await _cli.RunAsync("check");
        Assert.Contains($"has a property \"{name}\", which means nothing to TaskBoard. Did you mean \"{meant}\"?", answer.Out, StringComparison.Ordinal);
        Assert.Equal(0, answer.Code);
    }

    [Fact]
    public async Task Beside_the_property_that_is_meant_it_is_something_of_its_own()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"1","title":"T","name":"x","summary":"y","assigned_to":"ann","owner":"team","cost":3}]""");
        Assert.Equal(("", "Nothing to mend.\n"), (await _cli.RunAsync("check")) is var answer ? (answer.Out, answer.Error) : default);
    }

    [Fact]
    public async Task Whoever_adds_tasks_is_told_too()
    {
        await _cli.RunAsync("init");
        _cli.Stdin = """{"title":"T","prio":"high","summary":"s"}""";
        Assert.Equal("warning: The property \"prio\" is kept, but means nothing to TaskBoard. Did you mean \"priority\"?\n", (await _cli.RunAsync("add", "--json-input", "-")).Error);
        _cli.Stdin = """[{"title":"T","prio":"high"}]""";
        Assert.Contains("\"priority\"?", (await _cli.RunAsync("plan", "-")).Error, StringComparison.Ordinal);
        _cli.Stdin = """[{"titel":"T"}]""";
        foreach (var command in new[] { "plan -", "add --json-input -" })
        {
            var refused = await _cli.RunAsync(command.Split(' '));
            Assert.Equal(2, refused.Code);
            Assert.Contains("\"titel\" means nothing to TaskBoard. Did you mean \"title\"?", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_is_checked_before_it_is_a_board()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"1","title":"T","status":"Fertig"},{"id":"2","title":"U"},{"id":"3","title":"V","deps":["1"]}]""");
        var answer = await _cli.RunAsync("check");
        Assert.Equal(1, answer.Code);
        Assert.Contains("Fertig", answer.Out, StringComparison.Ordinal);
        Assert.Contains("\"deps\"", answer.Out, StringComparison.Ordinal);
        Assert.False(Path.Exists(_directory[".taskboard"]));
        var other = await _cli.RunAsync("list");
        Assert.Equal(7, other.Code);
        Assert.Contains("Adopt it with 'taskboard init'", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_explained_before_it_is_a_board()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], "[{\"id\":\"1\" \"title\":\"T\"}]");
        var answer = await _cli.RunAsync("check");
        Assert.Equal(6, answer.Code);
        Assert.Contains("line 1, column 12", answer.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(_directory[".taskboard"]));
    }

    [Fact]
    public async Task Whoever_adopts_it_learns_that_there_is_something_to_mend()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"1","title":"T","prio":"high"},{"id":"2","title":"U","deps":["1"]}]""");
        var adopted = await _cli.RunAsync("init");
        Assert.Equal("warning: 0 to mend, 2 remarks: 'taskboard check' lists them.\n", adopted.Error);
        Assert.Equal("", (await _cli.RunAsync("init")).Error);
    }

    [Fact]
    public async Task A_program_that_adopts_it_learns_it_too()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"1","title":"T","status":"WHAT"}]""");
        var warnings = JsonDocument.Parse((await _cli.RunAsync("init", "--json")).Out).RootElement.GetProperty("warnings");
        Assert.Equal("1 to mend, 0 remarks: 'taskboard check' lists them.", warnings[0].GetString());
    }
}
