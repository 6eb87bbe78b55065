using TaskBoard.TestKit;

namespace TaskBoard.Cli.Tests.Examples;

/// <summary>PowerShell 7 as the tests run it everywhere: the program <c>TaskBoard.TestPowerShell</c>, built beside these tests.</summary>
internal static class PowerShellProgram
{
    public static string Path { get; } = Checkout.Output("tests/TaskBoard.TestPowerShell", OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh");
}
