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
    public async Task A_command_beside_the_worker_runs_in_the_worktree_too_but_what_the_worktree_has_goes_before()
    {
        using var board = await WorkBoard.CreateAsync("a", "b");
        await File.WriteAllTextAsync(board.FileOf("build.sh"), "#!/bin/sh\necho committed\n");
        await ProgramRun.Of("chmod", "+x", board.FileOf("build.sh"));
        await MakeRepositoryAsync(board);
        await ProgramRun.Of("git", "-C", board.Directory, "add", "build.sh");
        await ProgramRun.Of("git", "-C", board.Directory, "commit", "-qm", "build");
        await File.WriteAllTextAsync(board.FileOf("build.sh"), "#!/bin/sh\necho changed since\n");
        await File.WriteAllTextAsync(board.FileOf("own.sh"), "#!/bin/sh\necho not committed, in $(basename $(pwd))\n");
        await ProgramRun.Of("chmod", "+x", board.FileOf("own.sh"));
        Assert.EndsWith("not committed, in a-1\n", (await board.RunAsync("work", "--once", "--worktree", "trees", "--", "./own.sh")).Out, StringComparison.Ordinal);
        Assert.EndsWith("committed\n", (await board.RunAsync("work", "--once", "--worktree", "trees", "--", "./build.sh")).Out, StringComparison.Ordinal);
    }

    [ProgramFact("git")]
    public async Task Where_something_has_its_place_nothing_is_claimed_and_nothing_changes()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await MakeRepositoryAsync(board);
        Directory.CreateDirectory(board.FileOf("trees/a-1"));
        await File.WriteAllTextAsync(board.FileOf("trees/a-1/mine"), "somebody's");
        var before = await StandingAsync(board);
        var taken = await board.WorkAsync("true", "--worktree", "trees");
        Assert.Equal(1, taken.Code);
        Assert.Equal(
            $"taskboard: --worktree, a#1: {board.FileOf("trees/a-1")} is there already, and is no worktree of this attempt. Move it away, or name another directory. Nothing was claimed. (TB1001)\n",
            taken.Error);
        Directory.Delete(board.FileOf("trees/a-1"), recursive: true);
        File.CreateSymbolicLink(board.FileOf("trees/a-1"), "nowhere");
        Assert.Equal(taken, await board.WorkAsync("true", "--worktree", "trees"));
        Assert.Equal(before, await StandingAsync(board));
    }

    [ProgramFact("git")]
    public async Task A_branch_that_somebody_else_has_stays_theirs_and_nothing_is_claimed()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await MakeRepositoryAsync(board);
        await ProgramRun.Of("git", "-C", board.Directory, "branch", "taskboard/a-1");
        var before = await StandingAsync(board);
        var answer = await board.WorkAsync("true", "--worktree", "trees");
        Assert.Equal(1, answer.Code);
        Assert.Equal(
            $"taskboard: --worktree, a#1: the branch 'taskboard/a-1' is there already, which the worktree {board.FileOf("trees/a-1")} would have. "
                + "Rename it, or delete it if nothing in it is needed any more. Nothing was claimed. (TB1001)\n",
            answer.Error);
        await ProgramRun.Of("git", "-C", board.Directory, "branch", "-m", "taskboard/a-1", "taskboard");
        answer = await board.WorkAsync("true", "--worktree", "trees");
        Assert.Equal(1, answer.Code);
        Assert.Contains("the repository has a branch 'taskboard', beside which git can make none of 'taskboard/…'. Rename it. Nothing was claimed.", answer.Error, StringComparison.Ordinal);
        await ProgramRun.Of("git", "-C", board.Directory, "branch", "-m", "taskboard", "taskboard/a-1");
        Assert.Equal(before, await StandingAsync(board));
    }

    [ProgramFact("git")]
    public async Task What_is_in_the_way_of_one_task_is_in_the_way_of_no_other()
    {
        using var board = await WorkBoard.CreateAsync("a", "b");
        await MakeRepositoryAsync(board);
        Directory.CreateDirectory(board.FileOf("trees/b-1"));
        await File.WriteAllTextAsync(board.FileOf("trees/b-1/mine"), "somebody's");
        var answer = await board.WorkAsync("true", "--worktree", "trees");
        Assert.Equal((1, "COMPLETED", "PENDING"), (answer.Code, board.StateOf("a"), board.StateOf("b")));
        Assert.False(board.TaskOf("b").TryGetProperty("attempts", out _));
    }

    [ProgramFact("git")]
    public async Task An_attempt_that_is_resumed_goes_on_in_its_worktree()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await MakeRepositoryAsync(board);
        await board.RunAsync("claim", "a");
        await ProgramRun.Of("git", "-C", board.Directory, "worktree", "add", "-b", "taskboard/a-1", board.FileOf("trees/a-1"));
        await File.WriteAllTextAsync(board.FileOf("trees/a-1/made"), "half of it");
        var answer = await board.WorkAsync("cat made", "--worktree", "trees");
        Assert.Equal((0, "COMPLETED"), (answer.Code, board.StateOf("a")));
        Assert.Contains("half of it", answer.Out, StringComparison.Ordinal);
        Assert.Contains($"Left in place: {board.FileOf("trees/a-1")}", answer.Error, StringComparison.Ordinal);
    }

    [ProgramFact("git")]
    public async Task An_attempt_that_is_resumed_where_something_else_has_its_place_stays_as_it_is()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await MakeRepositoryAsync(board);
        await board.RunAsync("claim", "a");
        Directory.CreateDirectory(board.FileOf("trees/a-1"));
        await File.WriteAllTextAsync(board.FileOf("trees/a-1/mine"), "somebody's");
        var before = await StandingAsync(board);
        var answer = await board.WorkAsync("true", "--worktree", "trees");
        Assert.Equal(1, answer.Code);
        Assert.EndsWith("or name another directory. Or release the task, which you hold already: its next attempt has another number. (TB1001)\n", answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, await StandingAsync(board));
        await board.RunAsync("release", "a");
        Assert.Equal(0, (await board.WorkAsync("true", "--worktree", "trees")).Code);
    }

    [ProgramFact("git")]
    public async Task Numbers_of_attempts_that_the_file_forgot_are_not_looked_for()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await MakeRepositoryAsync(board);
        var file = await File.ReadAllTextAsync(board.FileOf("tasks.json"));
        await board.WorkAsync("touch made; exit 1", "--worktree", "trees");
        await File.WriteAllTextAsync(board.FileOf("tasks.json"), file);
        var answer = await board.WorkAsync("true", "--worktree", "trees");
        Assert.Equal(0, answer.Code);
        Assert.StartsWith("a#2  completed", answer.Out, StringComparison.Ordinal);
    }

    [ProgramFact("git")]
    public async Task Where_git_refuses_all_the_same_the_task_is_given_back()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await MakeRepositoryAsync(board);
        await File.WriteAllTextAsync(board.FileOf(".git/worktrees"), "no directory");
        var answer = await board.WorkAsync("true", "--worktree", "trees");
        Assert.Equal((1, "PENDING"), (answer.Code, board.StateOf("a")));
        Assert.Contains($"taskboard: git made no worktree {board.FileOf("trees/a-1")}: fatal: ", answer.Error, StringComparison.Ordinal);
        Assert.EndsWith(". The task is given back. (TB1001)\n", answer.Error, StringComparison.Ordinal);
        Assert.Equal("main\n", (await ProgramRun.Of("git", "-C", board.Directory, "branch", "--format=%(refname:short)")).Output);
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
        if (OperatingSystem.IsLinux())
        {
            var impossible = await board.WorkAsync("true", "--worktree", "/proc/nope/trees");
            Assert.Equal(1, impossible.Code);
            Assert.Contains("--worktree: no directory can be made in /proc/nope/trees: ", impossible.Error, StringComparison.Ordinal);
            Assert.Contains(". Name another one. Nothing was claimed.", impossible.Error, StringComparison.Ordinal);
        }

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

    /// <summary>All that a refusal leaves as it is.</summary>
    private static async Task<(string File, string Events, string Branches)> StandingAsync(WorkBoard board) => (
        await File.ReadAllTextAsync(board.FileOf("tasks.json")),
        (await board.RunAsync("log")).Out,
        (await ProgramRun.Of("git", "-C", board.Directory, "branch", "--format=%(refname:short)")).Output);

    private static async Task MakeRepositoryAsync(WorkBoard board)
    {
        foreach (var words in (string[][])[["init", "-q", "-b", "main"], ["config", "user.email", "a@example.org"], ["config", "user.name", "A"], ["commit", "-q", "--allow-empty", "-m", "first"]])
        {
            Assert.Equal(0, (await ProgramRun.Of("git", ["-C", board.Directory, .. words])).ExitCode);
        }
    }
}
