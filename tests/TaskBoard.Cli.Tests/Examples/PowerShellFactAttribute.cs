using Xunit;

namespace TaskBoard.Cli.Tests.Examples;

/// <summary>
/// A test that runs PowerShell 7. Debian has no package of it, so it is not demanded where nothing may be missing either; the machines of GitHub
/// have it, on each system.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PowerShellFactAttribute : FactAttribute
{
    public PowerShellFactAttribute()
    {
        var program = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        var places = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        if (!places.Any(p => File.Exists(Path.Combine(p, program))))
        {
            Skip = "needs PowerShell 7 (pwsh), which Debian does not have; it runs on the machines of GitHub";
        }
    }
}
