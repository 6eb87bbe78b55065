using TaskBoard.Turns;

namespace TaskBoard.Monitoring;

/// <summary>Whether each row of the history beside the events is what was written. Those that are not are computed anew, or taken out.</summary>
internal static class UnfitRowCheck
{
    private const int MostTold = 3;

    private const string EventsDoNotFit =
        "Only the events could tell them anew, and these do not fit each other either: 'taskboard verify' says where. A backup in .taskboard/backups may be whole.";

    public static async Task<IReadOnlyList<MonitorFinding>> LookAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        var unfit = await scene.Board.FindUnfitRowsAsync(cancellationToken).ConfigureAwait(false);
        if (unfit.Count == 0)
        {
            return [];
        }

        var told = string.Join(' ', unfit.Take(MostTold).Select(row => row.Problem));
        var finding = new MonitorFinding(
            MonitorCodes.HistoryDamaged,
            MonitorSeverity.Error,
            scene.NameOf(scene.Paths.History),
            $"{told}{(unfit.Count > MostTold ? $" And {unfit.Count - MostTold} more." : "")}",
            "'taskboard repair' does so, and keeps the history as it was.");
        if (scene.Snapshot is not { Readable: true })
        {
            return [finding with { Advice = "They are repaired when tasks.json can be read: it tells who has a task in hand." }];
        }

        var looked = await scene.RepairedAsync(finding, async () =>
        {
            var (repair, kept) = await scene.Board.RepairRowsAsync(scene.By, cancellationToken).ConfigureAwait(false);
            return repair.Repaired.Count == 0 ? null
                : $"Repaired: {RepairedRows.Told(repair)}.{(kept is null ? "" : $" The history is kept as it was in {scene.NameOf(kept)}.")}"
                    + (repair.Left.Count == 0 ? "" : $" {repair.Left.Count} more could only be told by the events, which do not fit each other either.");
        }).ConfigureAwait(false);
        return [looked is { Repair: MonitorRepair.Failed, RepairText: null } ? looked with { Advice = EventsDoNotFit } : looked];
    }
}
