using TaskBoard.Cli.Work;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Work;

/// <summary>A worktree for each task: nothing that was made in it is lost.</summary>
public sealed class TaskWorktreeTests
{
    [ProgramFact("git")]
    public async Task Is_taken_away_when_all_is_committed_and_left_when_not()
    {
        using var board = await WorkBoard.CreateAsync("commits", "fails", "forgets", "idle");
        foreach (var words in (string[][])[["init", "-q", "-b", "main"], ["config", "user.email", "a@example.org"], ["config", "user.name", "A"], ["commit", "-q", "--allow-empty", "-m", "first"]])
        {
            Assert.Equal(0, (await ProgramRun.Of("git", ["-C", board.Directory, .. words])).ExitCode);
        }

        var answer = await board.WorkAsync(
            "echo $TASKBOARD_TASK > made; case $TASKBOARD_TASK in commits) git add made; git commit -qm made;; fails) exit 1;; idle) rm made;; esac; pwd", "--worktree", "trees");
        Assert.Equal(1, answer.Code);
        Assert.Equal(["fails-1", "forgets-1"], Directory.GetDirectories(board.FileOf("trees")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains($"Left in place: {board.FileOf("trees/fails-1")}", answer.Error, StringComparison.Ordinal);
        Assert.Equal("forgets\n", await File.ReadAllTextAsync(board.FileOf("trees/forgets-1/made")));
        var branches = (await ProgramRun.Of("git", "-C", board.Directory, "branch", "--format=%(refname:short)")).Output;
        Assert.Equal("main\ntaskboard/commits-1\ntaskboard/fails-1\ntaskboard/forgets-1\n", branches);
        Assert.Equal("commits\n", (await ProgramRun.Of("git", "-C", board.Directory, "show", "taskboard/commits-1:made")).Output);
    }

    [ProgramFact("git")]
    public async Task Where_git_refuses_the_task_is_given_back()
    {
        using var board = await WorkBoard.CreateAsync("a");
        var answer = await board.WorkAsync("true", "--worktree", "trees");
        Assert.Equal(1, answer.Code);
        Assert.Contains("git made no worktree", answer.Error, StringComparison.Ordinal);
        Assert.Equal("PENDING", board.StateOf("a"));
    }

    [Theory]
    [InlineData("k3m9x2", "k3m9x2")]
    [InlineData("3.10", "3.10")]
    [InlineData("a-1", "a-1")]
    [InlineData("../../etc", "_2e__2e__2f__2e__2e__2f_etc")]
    [InlineData("a.lock", "a_2e_lock")]
    [InlineData("-x", "_2d_x")]
    [InlineData("ä b", "_e4__20_b")]
    public void An_id_is_written_so_that_it_names_a_file_and_a_branch(string id, string name) => Assert.Equal(name, TaskWorktree.NameOf(id));
}
