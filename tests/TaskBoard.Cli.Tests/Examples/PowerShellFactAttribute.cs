using Xunit;

namespace TaskBoard.Cli.Tests.Examples;

/// <summary>
/// A test for Windows, whose shell it is about. Runs on other systems too where PowerShell 7 is; there is no package of it for Debian.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PowerShellFactAttribute : FactAttribute
{
    public PowerShellFactAttribute()
    {
        var places = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        if (!OperatingSystem.IsWindows() && !places.Any(p => File.Exists(Path.Combine(p, "pwsh"))))
        {
            Skip = "needs Windows, or PowerShell 7 (pwsh)";
        }
    }
}
