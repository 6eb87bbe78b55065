using System.Collections.Concurrent;
using Xunit;

namespace TaskBoard.TestKit;

/// <summary>A test that kills by strace and cuts the power of a file system of its own. Skips, visibly, where that is not possible; where nothing
/// may be missing (<see cref="Strictness"/>) it runs, and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PowerCutFactAttribute : FactAttribute
{
    private static readonly ConcurrentDictionary<string, string?> s_obstacles = [];

    /// <summary>Skips where this file system cannot be had or cut off.</summary>
    /// <param name="fileSystem">ext4 or xfs.</param>
    public PowerCutFactAttribute(string fileSystem)
    {
        FileSystem = fileSystem;
        if (Strictness.IsDemanded)
        {
            return;
        }

        if (!Strace.IsHere)
        {
            Skip = "strace is not on this machine.";
        }
        else if (s_obstacles.GetOrAdd(fileSystem, LoopDisk.ObstacleTo) is { } obstacle)
        {
            Skip = $"no power of {fileSystem} can be cut here: {obstacle}";
        }
    }

    /// <summary>The file system.</summary>
    public string FileSystem { get; }
}
