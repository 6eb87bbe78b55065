using TaskBoard.Files;

namespace TaskBoard.Monitoring;

/// <summary>Whether everybody who may write in the board's directory may write what TaskBoard keeps there. Only told: whose it is to be is not ours to say.</summary>
internal static class RightsCheck
{
    public static Task<IReadOnlyList<MonitorFinding>> LookAsync(MonitorScene scene, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<MonitorFinding>>(
        Rights.Difference(scene.Seams.Disk, scene.Paths) is { } difference
            ? [new MonitorFinding(MonitorCodes.RightsDiffer, MonitorSeverity.Warning, scene.NameOf(scene.Paths.Private), difference, Rights.Advice)]
            : []);
}
