using TaskBoard.Files;
using TaskBoard.Rules;

namespace TaskBoard.Monitoring;

/// <summary>Whether the guard for finished work has something to tell (<see cref="FinishedWork"/>). That is somebody's right, so nothing is undone here.</summary>
internal static class FinishedWorkCheck
{
    public static Task<IReadOnlyList<MonitorFinding>> LookAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        IReadOnlyList<MonitorFinding> findings = scene.Snapshot is not { } board ? [] :
        [
            .. new RemovalNotes(scene.Seams.Disk, scene.Paths).InForce(board.Content).Select(r => new MonitorFinding(
                MonitorCodes.FinishedWorkRemoved,
                MonitorSeverity.Error,
                "tasks.json",
                FinishedWork.Told(r.Removed, r.Gone).Text,
                FinishedWork.Advice(r.Removed).Text)),
        ];
        return Task.FromResult(findings);
    }
}
