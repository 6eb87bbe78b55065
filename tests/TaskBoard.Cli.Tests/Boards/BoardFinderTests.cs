using System.Diagnostics;
using TaskBoard.Cli.Boards;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Boards;

public sealed class BoardFinderTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_nearest_directory_upwards_with_a_board_is_it()
    {
        var board = Board("a/b");
        Board("a");
        Assert.Equal(new FoundBoard(board, null), Find(Make("a/b/c/d")));
    }

    [Fact]
    public void A_file_that_happens_to_be_called_tasks_json_is_no_board()
    {
        var board = Board("a");
        File.WriteAllText(Path.Combine(Make("a/.vscode"), "tasks.json"), "{}");
        Assert.Equal(board, Find(_directory["a/.vscode"]).Directory);
    }

    [Fact]
    public void The_search_does_not_go_beyond_the_home_directory()
    {
        Board("a");
        var refusal = Assert.Throws<CliException>(() => Find(Make("a/home/work"), home: Make("a/home")));
        Assert.Equal((BoardErrorCodes.BoardNotFound, ExitCode.NotFound), (refusal.Code, refusal.ExitCode));
        Assert.Equal(Board("a/home"), Find(_directory["a/home/work"], home: _directory["a/home"]).Directory);
    }

    [Fact]
    public void A_linked_worktree_uses_the_board_of_the_main_one_and_says_so()
    {
        var (main, linked) = Worktrees();
        var board = Board("main/team");
        Make("linked/team/deep");
        var found = Find(_directory["linked/team/deep"]);
        Assert.Equal(board, found.Directory);
        Assert.Contains(linked, found.Notice, StringComparison.Ordinal);
        Assert.Contains(main, found.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_board_inside_a_linked_worktree_is_passed_over_and_named()
    {
        Worktrees();
        var board = Board("main");
        var own = Board("linked");
        var found = Find(own);
        Assert.Equal(board, found.Directory);
        Assert.Contains($"{own} is not used", found.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_linked_worktree_without_a_board_in_the_main_one_keeps_its_own()
    {
        Worktrees();
        var own = Board("linked");
        Assert.Equal(new FoundBoard(own, null), Find(own));
    }

    [Fact]
    public void Git_itself_lays_out_worktrees_as_read_here()
    {
        Make("main");
        Git("init", "-q");
        Git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "--allow-empty", "-m", "first");
        Git("worktree", "add", "-q", _directory["linked"]);
        var board = Board("main");
        Assert.Equal(board, Find(_directory["linked"]).Directory);
    }

    private FoundBoard Find(string from, string? home = null) =>
        BoardFinder.Find(new CliEnvironment { Variable = _ => null, CurrentDirectory = from, HomeDirectory = home ?? _directory.Path });

    private string Make(string name) => Directory.CreateDirectory(_directory[name]).FullName;

    private string Board(string name)
    {
        Make(name + "/.taskboard");
        File.WriteAllText(Path.Combine(_directory[name], "tasks.json"), "[]");
        return _directory[name];
    }

    private (string Main, string Linked) Worktrees()
    {
        var (main, linked) = (Make("main"), Make("linked"));
        var own = Make("main/.git/worktrees/linked");
        File.WriteAllText(Path.Combine(own, "commondir"), "../..\n");
        File.WriteAllText(Path.Combine(linked, ".git"), $"gitdir: {own}\n");
        return (main, linked);
    }

    private void Git(params string[] words)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = _directory["main"], RedirectStandardError = true, UseShellExecute = false };
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, error);
    }
}
