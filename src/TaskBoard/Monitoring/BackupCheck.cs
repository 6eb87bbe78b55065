using TaskBoard.Files;

namespace TaskBoard.Monitoring;

/// <summary>Whether the board was backed up since it changed. A board that cannot be read, or a history that is damaged, takes no good backup's place.</summary>
internal static class BackupCheck
{
    public static async Task<IReadOnlyList<MonitorFinding>> LookAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        if (scene.Asked.BackupEvery == TimeSpan.Zero || !scene.Seams.Journals.IsOnDisk || scene.IsDamaged || scene.Head?.LastCommit is null || scene.Snapshot is not { Readable: true })
        {
            return [];
        }

        var newest = BackupFiles.All(scene.Seams.Disk, scene.Paths) is [.., var last] ? last : null;
        if (newest is not null && (newest.Revision == scene.Head.LastRevision || scene.Now - newest.At < scene.Asked.BackupEvery))
        {
            return [];
        }

        var finding = new MonitorFinding(
            MonitorCodes.BackupDue,
            MonitorSeverity.Warning,
            scene.NameOf(scene.Paths.Backups),
            newest is null
                ? "The board was never backed up."
                : $"The newest backup is of {Timestamps.Write(newest.At)} (revision {newest.Revision}), and the board is at revision {scene.Head.LastRevision}.",
            "'taskboard monitor --once --repair' makes one.");
        return [await scene.RepairedAsync(finding, () => Task.FromResult(
            new BackupWriter(scene.Seams, scene.Paths, scene.Options).Write(scene.Asked.BackupsKept ?? scene.Options.BackupsKept, cancellationToken) is { Backup.Name: var name }
                ? $"It is backed up as {name}."
                : null)).ConfigureAwait(false)];
    }
}
