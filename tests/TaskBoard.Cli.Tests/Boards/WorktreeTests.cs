using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Boards;

/// <summary>Commands in a linked git worktree, as git itself lays it out.</summary>
public sealed class WorktreeTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public WorktreeTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task They_use_the_board_of_the_main_worktree_and_say_so()
    {
        var (main, linked) = await WorktreesAsync();
        _cli.Directory = main;
        await _cli.RunAsync("init");
        _cli.Directory = linked;
        var added = await _cli.RunAsync("add", "from a worktree", "--id", "a");
        Assert.Equal((0, "a\n"), (added.Code, added.Out));
        Assert.Equal($"warning: {linked} is a linked git worktree: this is the board of the main worktree, in {main}.\n", added.Error);
        Assert.Contains("from a worktree", await File.ReadAllTextAsync(Path.Combine(main, "tasks.json")), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(linked, "tasks.json")));

        var listed = await _cli.RunAsync("list", "--json");
        Assert.Empty(listed.Error);
        Assert.Contains("linked git worktree", JsonDocument.Parse(listed.Out).RootElement.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal((0, ""), await QuietAsync("list", "--board", main));
        Assert.Equal((0, ""), await QuietAsync("list", "--ready", "--board", main));
    }

    [Fact]
    public async Task A_board_made_in_a_linked_worktree_is_said_to_be_passed_over()
    {
        var (main, linked) = await WorktreesAsync();
        _cli.Directory = main;
        await _cli.RunAsync("init");
        _cli.Directory = linked;
        var made = await _cli.RunAsync("init");
        Assert.Equal((0, $"created {linked}\n"), (made.Code, made.Out));
        Assert.Contains($"The one in {linked} is not used; --board names it.", made.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_board_in_the_main_worktree_one_s_own_is_used_in_silence()
    {
        var (_, linked) = await WorktreesAsync();
        _cli.Directory = linked;
        Assert.Equal((0, ""), await QuietAsync("init"));
        Assert.Equal((0, ""), await QuietAsync("add", "a", "--id", "a"));
    }

    private async Task<(int, string)> QuietAsync(params string[] args)
    {
        var answer = await _cli.RunAsync(args);
        return (answer.Code, answer.Error);
    }

    private async Task<(string Main, string Linked)> WorktreesAsync()
    {
        var (main, linked) = (Directory.CreateDirectory(_directory["main"]).FullName, _directory["linked"]);
        foreach (var words in new string[][]
        {
            ["init", "-q"],
            ["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "--allow-empty", "-m", "first"],
            ["worktree", "add", "-q", linked],
        })
        {
            var answer = await Child.RunAsync(main, "git", words);
            Assert.True(answer.Code == 0, answer.ToString());
        }

        return (main, linked);
    }
}
