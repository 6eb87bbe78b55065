using TaskBoard.Files;

namespace TaskBoard.Monitoring;

/// <summary>
/// Whether everybody who may write in the board's directory may write what TaskBoard keeps there, and nothing leads elsewhere. Only told: whose it is to be is not
/// ours to say.
/// </summary>
internal static class RightsCheck
{
    public static Task<IReadOnlyList<MonitorFinding>> LookAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        var where = scene.NameOf(scene.Paths.Private);
        List<MonitorFinding> findings =
        [
            .. BoardParts.Links(scene.Seams.Disk, scene.Paths).Select(link => new MonitorFinding(MonitorCodes.LinkInTheWay, MonitorSeverity.Error, where, link.Message, null)),
        ];
        if (Rights.Difference(scene.Seams.Disk, scene.Paths) is { } difference)
        {
            findings.Add(new MonitorFinding(MonitorCodes.RightsDiffer, MonitorSeverity.Warning, where, difference, Rights.Advice));
        }

        return Task.FromResult<IReadOnlyList<MonitorFinding>>(findings);
    }
}
