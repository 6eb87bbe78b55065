namespace TaskBoard.TestKit;

/// <summary>A disk of its own, in a file, with a real file system on it, whose power can be cut. Needs root; disposing takes it off again.</summary>
public sealed class LoopDisk : IDisposable
{
    // The smallest that mkfs.xfs makes; the file has holes and takes what is written.
    private const long Size = 320L * 1024 * 1024;

    private readonly TempDirectory _place = new();
    private MountedDirectory? _mount;

    private LoopDisk(string fileSystem)
    {
        using (var image = File.Create(Image))
        {
            image.SetLength(Size);
        }

        ProgramRun.Demand($"mkfs.{fileSystem}", fileSystem == "ext4" ? ["-q", "-F", Image] : ["-q", "-f", Image]);
        Directory.CreateDirectory(Path);
        Mount();
    }

    /// <summary>Where it is mounted.</summary>
    public string Path => _place["disk"];

    private string Image => _place["image"];

    /// <summary>Makes one.</summary>
    /// <param name="fileSystem">ext4 or xfs.</param>
    public static LoopDisk Make(string fileSystem) => new(fileSystem);

    /// <summary>Why there can be none here; null: there can.</summary>
    /// <param name="fileSystem">ext4 or xfs.</param>
    public static string? ObstacleTo(string fileSystem)
    {
        if (MountedDirectory.Obstacle is { } obstacle)
        {
            return obstacle;
        }

        try
        {
            ProgramRun.Demand("xfs_io", "-V");
            using var disk = new LoopDisk(fileSystem);
            disk.CutPower();
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return e.Message;
        }
    }

    /// <summary>Makes durable all that was written so far.</summary>
    public void Flush() => ProgramRun.Demand("sync", "-f", Path);

    /// <summary>
    /// Cuts the power: from this moment nothing reaches the disk any more, whatever was written and not flushed. Then mounts it again, as a
    /// machine does that starts.
    /// </summary>
    public void CutPower()
    {
        ProgramRun.Demand("xfs_io", "-x", "-c", "shutdown", Path);
        Unmount();
        Mount();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Unmount();
        _place.Dispose();
    }

    private void Mount() => _mount = MountedDirectory.Mount("-o", "loop", Image, Path);

    private void Unmount()
    {
        _mount?.Unmount();
        _mount = null;
    }
}
