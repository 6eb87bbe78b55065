using TaskBoard.Files;

namespace TaskBoard.Monitoring;

/// <summary>Whether <c>tasks.json</c> can be read, and whether it could without a Markdown fence around it.</summary>
internal static class FenceCheck
{
    public static async Task<IReadOnlyList<MonitorFinding>> LookAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        var findings = await ContentCheck.LookAsync(scene, cancellationToken).ConfigureAwait(false);
        List<MonitorFinding> unreadable = [.. findings.Where(f => f.Code == MonitorCodes.BoardUnreadable)];
        if (unreadable.Count == 0 || !scene.Board.HasFence())
        {
            return unreadable;
        }

        var fence = await scene.RepairedAsync(
            unreadable[0] with { Advice = "Without the fence it can be read: 'taskboard repair' takes it off, and nothing else." },
            async () => await scene.Board.TakeFenceOffAsync(scene.By, cancellationToken).ConfigureAwait(false) is { } kept
                ? $"The fence is taken off; the file as it was is kept as {scene.NameOf(kept)}."
                : "Somebody saved it meanwhile: look again.").ConfigureAwait(false);
        if (fence.Repair == MonitorRepair.Done)
        {
            await ContentCheck.LookAsync(scene, cancellationToken).ConfigureAwait(false);
        }

        return [fence];
    }
}
