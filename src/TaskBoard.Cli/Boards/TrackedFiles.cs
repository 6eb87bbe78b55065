using System.ComponentModel;
using System.Diagnostics;

namespace TaskBoard.Cli.Boards;

/// <summary>Whether git tracks what belongs to this machine alone: <c>tasks.lock</c> and <c>.taskboard</c>.</summary>
internal static class TrackedFiles
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What a team agreed on belongs to all machines.</summary>
    private const string Agreed = ".taskboard/settings.json";

    /// <summary>What git tracks and should not; nothing where git is not there, or the board is in no repository.</summary>
    public static async Task<IReadOnlyList<BoardFinding>> FindAsync(string directory, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var word in new[] { "ls-files", "-z", "--", "tasks.lock", ".taskboard" })
        {
            start.ArgumentList.Add(word);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var git = Process.Start(start)!;
            var errors = git.StandardError.ReadToEndAsync(patience.Token);
            var tracked = await git.StandardOutput.ReadToEndAsync(patience.Token).ConfigureAwait(false);
            await errors.ConfigureAwait(false);
            await git.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            return git.ExitCode != 0
                ? []
                : tracked.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                    .Where(name => name != Agreed)
                    .Select(name => new BoardFinding(true, $"{name} is tracked by git, although it belongs to this machine alone: take it out of git's index, and keep the file.")).ToList();
        }
        catch (Win32Exception)
        {
            return []; // No git here.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [new BoardFinding(false, "git did not answer in time; whether it tracks files of the board is not known.")];
        }
    }
}
