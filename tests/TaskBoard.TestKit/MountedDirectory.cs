namespace TaskBoard.TestKit;

/// <summary>A mount made for a test, undone with it.</summary>
public sealed class MountedDirectory : IDisposable
{
    private readonly string _path;

    private MountedDirectory(string path) => _path = path;

    /// <summary>Why mounting is not possible here; null: it is.</summary>
    public static string? Obstacle { get; } = FindObstacle();

    /// <summary>Mounts with these arguments of <c>mount</c>; the last one is where.</summary>
    public static MountedDirectory Mount(params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ProgramRun.Demand("mount", arguments);
        return new MountedDirectory(arguments[^1]);
    }

    /// <summary>Changes how it is mounted.</summary>
    public void Remount(string options) => ProgramRun.Demand("mount", "-o", "remount," + options, _path);

    /// <summary>Takes it off now. Nobody may have a file of it open.</summary>
    /// <exception cref="InvalidOperationException">Somebody has.</exception>
    public void Unmount() => ProgramRun.Demand("umount", _path);

    /// <inheritdoc/>
    public void Dispose() => ProgramRun.Demand("umount", "-l", _path);

    private static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "needs Linux";
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return "needs root";
        }

        using var directory = new TempDirectory();
        try
        {
            Mount("-t", "tmpfs", "tmpfs", directory.Path).Dispose();
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }
}

/// <summary>A test that mounts file systems. Skips where that is not permitted, but not for root in continuous integration: there it must be.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : Xunit.FactAttribute
{
    /// <summary>Skips where nothing can be mounted.</summary>
    public MountFactAttribute()
    {
        var demanded = Strictness.IsDemanded && OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;
        if (!demanded && MountedDirectory.Obstacle is { } obstacle)
        {
            Skip = $"nothing can be mounted here: {obstacle}";
        }
    }
}
