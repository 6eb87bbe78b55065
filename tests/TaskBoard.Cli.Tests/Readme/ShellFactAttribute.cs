using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Readme;

/// <summary>A test that needs a shell; skips, visibly, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(string shell)
    {
        var places = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        if (OperatingSystem.IsWindows() || (!Strictness.IsDemanded && !places.Any(p => File.Exists(Path.Combine(p, shell)))))
        {
            Skip = $"{shell} is not on this machine.";
        }
    }
}
