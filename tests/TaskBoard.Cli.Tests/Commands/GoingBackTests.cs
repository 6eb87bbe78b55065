using System.Text;
using System.Text.Json;
using TaskBoard.Fronts;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary><c>restore</c>, <c>undo</c>, <c>accept</c>, and what every command says of finished work that was removed by hand.</summary>
public sealed class GoingBackTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public GoingBackTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Going_back_reads_as_it_did()
    {
        await PrepareAsync();
        await Snapshot.Verify(await StoryAsync(
            ["restore", "--at", "4", "--dry-run"],
            ["restore", "--at", "4", "a", "--dry-run", "--json"],
            ["restore", "--at", "4", "a"],
            ["undo", "--dry-run"],
            ["undo", "--dry-run", "--json"],
            ["undo"],
            ["undo", "--json"],
            ["restore", "--at", "4", "--json"],
            ["restore", "--at", "4"],
            ["restore", "--at", "2026-11-21T09:00:02Z", "--request-key", "k"],
            ["restore", "--at", "2026-11-21T09:00:02Z", "--request-key", "k"],
            ["complete", "b#1", "late", "--agent", "agent-1"],
            ["log", "--limit", "3"]));
    }

    [Fact]
    public async Task What_cannot_be_brought_back_or_undone_is_refused()
    {
        await PrepareAsync();
        await _cli.RunAsync("edit", "a", "--title", "mine", "--agent", "first");
        await _cli.RunAsync("edit", "a", "--title", "theirs", "--agent", "second");
        await Snapshot.Verify(await StoryAsync(
            ["restore", "--at", "99"],
            ["restore", "--at", "1999-01-01"],
            ["restore", "--at", "soon"],
            ["restore"],
            ["restore", "--at", "1", "b", "--json"],
            ["restore", "--at", "1", "b", "--dry-run"],
            ["undo", "--agent", "first"],
            ["undo", "--agent", "first", "--json"],
            ["undo", "--agent", "first", "--dry-run"],
            ["undo", "--agent", "nobody", "--dry-run"],
            ["undo", "--agent", "nobody"]));
    }

    [Fact]
    public async Task Finished_work_that_is_removed_is_told_of_until_it_is_accepted()
    {
        foreach (var id in (string[])["a", "b", "c", "d"])
        {
            await _cli.RunAsync(id == "a" ? ["init"] : ["list"]);
            await _cli.RunAsync("add", id, "--id", id);
            await _cli.RunAsync("complete", id, "done");
        }

        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"a","title":"A new plan"},{"id":"x","title":"\u001b[31mNew"}]""");
        await Snapshot.Verify(await StoryAsync(
            ["claim", "x"],
            ["list"],
            ["list", "--json"],
            ["progress", "x", "50", "--json"],
            ["check"],
            ["next", "--another"],
            ["monitor", "--once"],
            ["accept"],
            ["accept", "--json"],
            ["list", "--json"],
            ["check"],
            ["log", "--limit", "1"]));
    }

    [Fact]
    public async Task Who_accepts_what_no_command_met_before_is_told_what_it_was()
    {
        await File.WriteAllTextAsync(
            _directory["tasks.json"], $"[{string.Join(',', "abcd".Select(id => $$"""{"id":"{{id}}","title":"t","status":"COMPLETED"}"""))}]");
        await _cli.RunAsync("init");
        await _cli.RunAsync("note", "a", "hm");
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"x","title":"A new plan"}]""");
        var answer = await _cli.RunAsync("accept");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Matches("^accepted that a hand edit \\(revision [0-9]+\\) took off, or reset, 4 of 4 completed tasks \\(a, b, c, d\\)\n$", answer.Out);
    }

    [Theory]
    [InlineData("monitor", "--once")]
    [InlineData("doctor")]
    [InlineData("check")]
    [InlineData("list")]
    public async Task Each_command_tells_of_it_once(params string[] args)
    {
        await File.WriteAllTextAsync(
            _directory["tasks.json"], $"[{string.Join(',', "abcd".Select(id => $$"""{"id":"{{id}}","title":"t","status":"COMPLETED"}"""))}]");
        await _cli.RunAsync("init");
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"x","title":"A new plan"}]""");
        await _cli.RunAsync("note", "x", "hm");
        foreach (var words in (string[][])[args, [.. args, "--json"]])
        {
            var answer = await _cli.RunAsync(words);
            Assert.Equal(2, (answer.Out + answer.Error).Split("took off, or reset,").Length);
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_kept_and_the_board_is_written_anew()
    {
        await PrepareAsync();
        await File.WriteAllTextAsync(_directory["tasks.json"], "{\"tasks\": [");
        Assert.Equal(6, (await _cli.RunAsync("edit", "a", "--title", "no")).Code);
        Assert.Equal(6, (await _cli.RunAsync("restore", "--at", "1", "a")).Code);
        Assert.Contains("kept in .taskboard/displaced", (await _cli.RunAsync("restore", "--at", "4", "--dry-run")).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _cli.RunAsync("restore", "--at", "4")).Code);
        Assert.Equal("{\"tasks\": [", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_directory[".taskboard/displaced"]))));
        Assert.Equal(0, (await _cli.RunAsync("verify")).Code);
        using var list = JsonDocument.Parse((await _cli.RunAsync("list", "--json")).Out);
        Assert.True(list.RootElement.GetProperty("readable").GetBoolean());
    }

    /// <summary>Revisions: 1 and 2 the tasks a and b, 3 a claim of b, 4 a new title, 5 a label.</summary>
    private async Task PrepareAsync()
    {
        foreach (var args in (string[][])[
            ["init"], ["add", "A", "--id", "a"], ["add", "B", "--id", "b"], ["claim", "b", "--agent", "agent-1"],
            ["edit", "a", "--title", "Another"], ["edit", "a", "--add-label", "late"]])
        {
            _cli.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(0, (await _cli.RunAsync(args)).Code);
        }
    }

    private async Task<string> StoryAsync(params string[][] story)
    {
        var text = new StringBuilder();
        foreach (var args in story)
        {
            _cli.Clock.Advance(TimeSpan.FromSeconds(1));
            text.Append("$ taskboard ").Append(VisibleText.Line(string.Join(' ', args))).Append('\n').Append((await _cli.RunAsync(args)).Without(_directory)).Append('\n');
        }

        return text.ToString();
    }
}
