using System.Globalization;

namespace TaskBoard.Monitoring;

/// <summary>Whether there is space left for changes.</summary>
internal static class DiskSpaceCheck
{
    private const double Mebibyte = 1024 * 1024;

    public static Task<IReadOnlyList<MonitorFinding>> LookAsync(MonitorScene scene, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<MonitorFinding>>(
        scene.Seams.Disk.FreeBytesAt(scene.Paths.Directory) is not { } free || free >= scene.Asked.LeastFreeBytes
            ? []
            : [new MonitorFinding(
                MonitorCodes.LowDiskSpace,
                MonitorSeverity.Warning,
                scene.Paths.Directory,
                string.Create(CultureInfo.InvariantCulture, $"{free / Mebibyte:0.#} MiB are free there, less than {scene.Asked.LeastFreeBytes / Mebibyte:0.#} MiB."),
                "Make room: on a full disk every change is refused.")]);
}
