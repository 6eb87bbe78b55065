namespace TaskBoard.Monitoring;

/// <summary>Whether SQLite can read the history. One that it cannot is moved aside, and a new one begun with what <c>tasks.json</c> holds.</summary>
internal static class DamageCheck
{
    public static async Task<IReadOnlyList<MonitorFinding>> LookAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        string? damage;
        try
        {
            damage = await scene.Board.FindDamageAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (HistoryDamagedException e)
        {
            // Nothing that can be moved aside: what else is looked at in it would only say so again.
            scene.IsDamaged = true;
            return [new MonitorFinding(MonitorCodes.HistoryDamaged, MonitorSeverity.Error, scene.NameOf(scene.Paths.History), e.Message, null)];
        }

        if (damage is null)
        {
            return [];
        }

        scene.IsDamaged = true;
        var finding = new MonitorFinding(
            MonitorCodes.HistoryDamaged,
            MonitorSeverity.Error,
            scene.NameOf(scene.Paths.History),
            $"SQLite cannot read it: {damage.TrimEnd('.')}.",
            Advice(scene));
        if (scene.Snapshot is not { Readable: true })
        {
            return [finding with { Advice = "It is moved aside when tasks.json can be read: a new one begins with that." }];
        }

        var repaired = await scene.RepairedAsync(finding, async () =>
            await scene.Board.RebuildAsync(scene.By, cancellationToken).ConfigureAwait(false) is { } kept
                ? $"It is kept in {scene.NameOf(kept)}, and a new one has begun with what tasks.json holds. What only the old one knew (earlier events, answers to request keys, personas that were "
                    + $"set) is not in it.{Newest(scene)}"
                : null).ConfigureAwait(false);
        scene.IsDamaged = repaired.Repair != MonitorRepair.Done;
        return [repaired];
    }

    private static string Advice(MonitorScene scene) =>
        $"'taskboard repair' moves it aside and begins a new one with what tasks.json holds.{Newest(scene)}";

    /// <summary>What a copy is there to go back to instead.</summary>
    private static string Newest(MonitorScene scene) => BackupFiles.All(scene.Seams.Disk, scene.Paths) is [.., var newest]
        ? $" The newest backup holds all up to revision {newest.Revision} ({scene.NameOf(BackupFiles.HistoryOf(scene.Paths, newest.Name).Final)})."
        : "";
}
