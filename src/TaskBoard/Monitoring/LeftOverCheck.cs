using TaskBoard.Files;

namespace TaskBoard.Monitoring;

/// <summary>
/// Temporary files of people who died. What the protocol of turns knows is put away by a turn, which looks at it first: it may hold a person's save.
/// What only a self-test or a backup leaves is deleted.
/// </summary>
internal static class LeftOverCheck
{
    private static readonly string[] Trials = ["probe-", "creation-probe", "self-test.", "mode.", "removed-work.json."];

    public static async Task<IReadOnlyList<MonitorFinding>> LookAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        var (disk, paths) = (scene.Seams.Disk, scene.Paths);
        var findings = new List<MonitorFinding>();
        List<string> useless = [.. Within(paths.Private).Where(p => IsLeft(p, IsTrial)), .. Within(paths.Backups).Where(p => IsLeft(p, BackupFiles.IsUnfinished))];
        foreach (var path in useless)
        {
            findings.Add(await scene.RepairedAsync(Left(scene, path, "Nobody will need it again."), () =>
                Task.FromResult(disk.Delete(path) ? "It is deleted." : null)).ConfigureAwait(false));
        }

        // One turn looks at all of them.
        List<string> known = [.. Within(paths.Private).Where(p => IsLeft(p, static name => name is "lock-next" or "lock-break"))];
        if (scene.Head is not null)
        {
            known.AddRange(new SwapFiles(disk, paths, static () => false, scene.Seams.Processes.Pause).All().Where(IsLeftSwap).Select(f => f.Path));
        }

        foreach (var path in known)
        {
            findings.Add(await scene.RepairedAsync(Left(scene, path, "The next change looks at it and puts it away."), async () =>
            {
                if (disk.Stat(path) is not null)
                {
                    await scene.Board.SettleAsync(scene.By, cancellationToken).ConfigureAwait(false);
                }

                return disk.Stat(path) is null ? "It was looked at and put away." : null;
            }).ConfigureAwait(false));
        }

        return findings;

        // A link in the place of a directory leads to files that are not ours to delete.
        IEnumerable<string> Within(string directory) => IsOurs(paths.Private) && IsOurs(directory) ? disk.List(directory).Select(name => Path.Combine(directory, name)) : [];

        bool IsOurs(string directory) => disk.Stat(directory) is { Kind: FileKind.Directory };

        bool IsLeft(string path, Func<string, bool> isMeant) =>
            isMeant(Path.GetFileName(path)) && disk.Stat(path) is { Kind: FileKind.File } stamp && scene.AgeOf(stamp) >= MonitorScene.LeftAfter;

        // That of the last commit stays until the next turn, and what somebody still has open until it is closed.
        bool IsLeftSwap(SwapFile file) =>
            file.Commit != scene.Head!.LastCommit?.Number && IsLeft(file.Path, static _ => true) && disk.IsClosedByAll(file.Path) != false;
    }

    private static bool IsTrial(string name) => Trials.Any(t => name.StartsWith(t, StringComparison.Ordinal));

    private static MonitorFinding Left(MonitorScene scene, string path, string advice) =>
        new(MonitorCodes.LeftOverFile, MonitorSeverity.Remark, scene.NameOf(path), "Somebody who died left this file behind.", advice);
}
