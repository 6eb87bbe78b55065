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
        await MakeRepositoryAsync(board);
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
        await MakeRepositoryAsync(board);
        Directory.CreateDirectory(board.FileOf("trees/a-1"));
        await File.WriteAllTextAsync(board.FileOf("trees/a-1/mine"), "somebody's");
        var answer = await board.WorkAsync("true", "--worktree", "trees");
        Assert.Equal(1, answer.Code);
        Assert.Contains($"taskboard: git made no worktree {board.FileOf("trees/a-1")}: fatal: '{board.FileOf("trees/a-1")}' already exists. The task is given back. (TB1001)\n", answer.Error, StringComparison.Ordinal);
        Assert.Equal(("PENDING", "somebody's"), (board.StateOf("a"), await File.ReadAllTextAsync(board.FileOf("trees/a-1/mine"))));
        Assert.Equal("main\n", (await ProgramRun.Of("git", "-C", board.Directory, "branch", "--format=%(refname:short)")).Output);
    }

    [ProgramFact("git")]
    public async Task A_branch_that_somebody_else_has_stays_theirs()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await MakeRepositoryAsync(board);
        await ProgramRun.Of("git", "-C", board.Directory, "branch", "taskboard/a-1");
        var answer = await board.WorkAsync("true", "--worktree", "trees");
        Assert.Equal((1, "PENDING"), (answer.Code, board.StateOf("a")));
        Assert.Equal("main\ntaskboard/a-1\n", (await ProgramRun.Of("git", "-C", board.Directory, "branch", "--format=%(refname:short)")).Output);
    }

    [ProgramFact("git")]
    public async Task Where_none_can_be_made_nothing_is_claimed()
    {
        using var board = await WorkBoard.CreateAsync("a");
        var before = await File.ReadAllTextAsync(board.FileOf("tasks.json"));
        var nowhere = await board.WorkAsync("true", "--worktree", "trees");
        Assert.Equal(1, nowhere.Code);
        Assert.Contains("is in no git repository that has a commit", nowhere.Error, StringComparison.Ordinal);
        await MakeRepositoryAsync(board);
        await File.WriteAllTextAsync(board.FileOf("trees"), "a file");
        var taken = await board.WorkAsync("true", "--worktree", "trees");
        Assert.Equal(1, taken.Code);
        Assert.Contains("trees is a file", taken.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(board.FileOf("tasks.json")));
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

    private static async Task MakeRepositoryAsync(WorkBoard board)
    {
        foreach (var words in (string[][])[["init", "-q", "-b", "main"], ["config", "user.email", "a@example.org"], ["config", "user.name", "A"], ["commit", "-q", "--allow-empty", "-m", "first"]])
        {
            Assert.Equal(0, (await ProgramRun.Of("git", ["-C", board.Directory, .. words])).ExitCode);
        }
    }
}
