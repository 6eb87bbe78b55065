using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace TaskBoard.Cli.Work;

/// <summary>
/// A git worktree and a branch for one attempt at a task. Taken away when the task is completed and nothing in it is uncommitted; otherwise it is
/// left in place, and the branch is never deleted while it holds anything.
/// </summary>
internal sealed class TaskWorktree
{
    private const string BranchesUnder = "taskboard/";
    private readonly string _repository;
    private readonly string _branch;

    private TaskWorktree(string repository, string path, string branch) => (_repository, Path, _branch) = (repository, path, branch);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The worktree that belongs to a claim, made or not.</summary>
    /// <param name="repository">A directory of the repository.</param>
    /// <param name="under">Where worktrees are made.</param>
    /// <param name="claim">The claim.</param>
    public static TaskWorktree Of(string repository, string under, ClaimHandle claim)
    {
        var name = $"{NameOf(claim.Task.Value)}-{claim.Attempt.ToString(CultureInfo.InvariantCulture)}";
        return new TaskWorktree(repository, System.IO.Path.Combine(under, name), BranchesUnder + name);
    }

    /// <summary>Refuses what no worktree could be made from, or where none could be, before anything is claimed.</summary>
    /// <exception cref="CliException">git is missing, there is no repository with a commit, or something is in the way of all worktrees.</exception>
    public static async Task RequireAsync(string repository, string under)
    {
        if (File.Exists(under))
        {
            throw Refusal($"--worktree: {under} is a file, and worktrees are made in a directory. Nothing was claimed.");
        }

        if ((await GitAsync(repository, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").ConfigureAwait(false)).Code != 0)
        {
            throw Refusal($"--worktree: {repository} is in no git repository that has a commit, so there is nothing to make a worktree from. Nothing was claimed.");
        }

        if (await HasBranchAsync(repository, BranchesUnder.TrimEnd('/')).ConfigureAwait(false))
        {
            throw Refusal($"--worktree: the repository has a branch '{BranchesUnder.TrimEnd('/')}', beside which git can make none of '{BranchesUnder}…'. Rename it. Nothing was claimed.");
        }

        RequirePlace(under);
    }

    /// <summary>What keeps it from being made, and what to do, in words; null: nothing is known that does.</summary>
    /// <param name="resumed">The claim was held before, so its worktree may be there already: then that is the one.</param>
    public async Task<string?> ObstacleAsync(bool resumed)
    {
        if (resumed && await IsThereAsync().ConfigureAwait(false))
        {
            return null;
        }

        if (File.Exists(Path) || new FileInfo(Path).LinkTarget is not null || (Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any()))
        {
            return $"{Path} is there already, and is no worktree of this attempt. Move it away, or name another directory.";
        }

        return await HasBranchAsync(_repository, _branch).ConfigureAwait(false)
            ? $"the branch '{_branch}' is there already, which the worktree {Path} would have. Rename it, or delete it if nothing in it is needed any more."
            : null;
    }

    /// <summary>Makes it, from what the repository's worktree has checked out.</summary>
    /// <param name="resumed">The claim was held before: where its worktree is there already, the work goes on in that.</param>
    /// <exception cref="CliException">git is missing, or refuses.</exception>
    public async Task<TaskWorktree> MakeAsync(bool resumed)
    {
        if (resumed && await IsThereAsync().ConfigureAwait(false))
        {
            return this;
        }

        var wasThere = await HasBranchAsync(_repository, _branch).ConfigureAwait(false);
        var (code, _, error) = await GitAsync(_repository, "worktree", "add", "-b", _branch, Path).ConfigureAwait(false);
        if (code == 0)
        {
            return this;
        }

        // git makes the branch before it looks at the place, and leaves it there.
        if (!wasThere)
        {
            await GitAsync(_repository, "branch", "-d", _branch).ConfigureAwait(false);
        }

        throw Refusal($"git made no worktree {Path}: {error.Trim().Split('\n')[^1]}. The task is given back.");
    }

    /// <summary>Takes it away if nothing in it would be lost; answers whether it is gone.</summary>
    public async Task<bool> TryRemoveAsync()
    {
        var (asked, changed, _) = await GitAsync(Path, "status", "--porcelain", "--untracked-files=all").ConfigureAwait(false);
        if (asked != 0 || changed.Length > 0 || (await GitAsync(_repository, "worktree", "remove", Path).ConfigureAwait(false)).Code != 0)
        {
            return false;
        }

        // git refuses where the branch holds commits that are nowhere else.
        await GitAsync(_repository, "branch", "-d", _branch).ConfigureAwait(false);
        return true;
    }

    /// <summary>An id as part of the name of a file and of a branch (git-check-ref-format(1)): what is not plain is written as its code.</summary>
    internal static string NameOf(string id)
    {
        var name = new StringBuilder();
        for (var i = 0; i < id.Length; i++)
        {
            var plain = char.IsAsciiLetterOrDigit(id[i]) || (id[i] is '-' or '.' && i > 0 && i < id.Length - 1 && char.IsAsciiLetterOrDigit(id[i - 1]) && char.IsAsciiDigit(id[i + 1]));
            _ = plain ? name.Append(id[i]) : name.Append('_').Append(((int)id[i]).ToString("x", CultureInfo.InvariantCulture)).Append('_');
        }

        return name.ToString();
    }

    /// <summary>Whether a worktree of this repository with this branch is at this place.</summary>
    private async Task<bool> IsThereAsync()
    {
        if (!Directory.Exists(Path))
        {
            return false;
        }

        var (code, common, _) = await GitAsync(_repository, "rev-parse", "--path-format=absolute", "--git-common-dir").ConfigureAwait(false);
        var there = await GitAsync(Path, "rev-parse", "--path-format=absolute", "--git-common-dir", "--show-prefix", "--symbolic-full-name", "HEAD").ConfigureAwait(false);
        return (code, there.Code) == (0, 0) && there.Output.Trim() == $"{common.Trim()}\n\nrefs/heads/{_branch}";
    }

    private static async Task<bool> HasBranchAsync(string repository, string branch) =>
        (await GitAsync(repository, "show-ref", "--verify", "--quiet", $"refs/heads/{branch}").ConfigureAwait(false)).Code == 0;

    /// <summary>Refuses a place where no directory can be made, by making one. Nothing is left of it.</summary>
    private static void RequirePlace(string under)
    {
        var missing = new Stack<string>([System.IO.Path.Combine(under, System.IO.Path.GetRandomFileName())]);
        for (var at = under; at is not null && !Directory.Exists(at); at = System.IO.Path.GetDirectoryName(at))
        {
            missing.Push(at);
        }

        var made = new Stack<string>();
        try
        {
            foreach (var directory in missing)
            {
                Directory.CreateDirectory(directory);
                made.Push(directory);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refusal($"--worktree: no directory can be made in {under}: {e.Message.TrimEnd('.')}. Name another one. Nothing was claimed.");
        }
        finally
        {
            foreach (var directory in made)
            {
                TakeAway(directory);
            }
        }
    }

    private static void TakeAway(string directory)
    {
        try
        {
            Directory.Delete(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another worker has made its worktree in it meanwhile.
        }
    }

    internal static CliException Refusal(string message) => new(BoardErrorCodes.InvalidRequest, ExitCode.Failed, message);

    private static async Task<(int Code, string Output, string Error)> GitAsync(string directory, params string[] words)
    {
        var start = new ProcessStartInfo("git", words) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using var git = Process.Start(start)!;
            var (output, error) = (git.StandardOutput.ReadToEndAsync(), git.StandardError.ReadToEndAsync());
            await git.WaitForExitAsync().ConfigureAwait(false);
            return (git.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        catch (Win32Exception e)
        {
            throw Refusal($"--worktree needs git: {e.Message}");
        }
    }
}
