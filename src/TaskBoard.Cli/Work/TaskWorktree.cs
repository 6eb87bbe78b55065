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
    private readonly string _repository;
    private readonly string _branch;

    private TaskWorktree(string repository, string path, string branch) => (_repository, Path, _branch) = (repository, path, branch);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Refuses what no worktree could be made from, or where none could be, before anything is claimed.</summary>
    /// <exception cref="CliException">git is missing, there is no repository with a commit, or something else has the place.</exception>
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
    }

    /// <summary>Makes one, from what the repository's worktree has checked out.</summary>
    /// <exception cref="CliException">git is missing, or refuses.</exception>
    public static async Task<TaskWorktree> CreateAsync(string repository, string under, ClaimHandle claim)
    {
        var name = $"{NameOf(claim.Task.Value)}-{claim.Attempt.ToString(CultureInfo.InvariantCulture)}";
        var worktree = new TaskWorktree(repository, System.IO.Path.Combine(under, name), $"taskboard/{name}");
        var branch = $"refs/heads/{worktree._branch}";
        var wasThere = (await GitAsync(repository, "show-ref", "--verify", "--quiet", branch).ConfigureAwait(false)).Code == 0;
        var (code, _, error) = await GitAsync(repository, "worktree", "add", "-b", worktree._branch, worktree.Path).ConfigureAwait(false);
        if (code == 0)
        {
            return worktree;
        }

        // git makes the branch before it looks at the place, and leaves it there.
        if (!wasThere)
        {
            await GitAsync(repository, "branch", "-d", worktree._branch).ConfigureAwait(false);
        }

        throw Refusal($"git made no worktree {worktree.Path}: {error.Trim().Split('\n')[^1]}. The task is given back.");
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

    private static CliException Refusal(string message) => new(BoardErrorCodes.InvalidRequest, ExitCode.Failed, message);

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
