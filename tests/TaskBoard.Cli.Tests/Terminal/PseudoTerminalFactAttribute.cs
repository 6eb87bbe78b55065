using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Terminal;

/// <summary>
/// A test on a terminal made by the <c>script</c> of util-linux. Skips, visibly, elsewhere and where that is missing; where nothing may be missing it
/// runs, and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PseudoTerminalFactAttribute : FactAttribute
{
    /// <summary>Skips where there is no such terminal.</summary>
    public PseudoTerminalFactAttribute() =>
        Skip = OperatingSystem.IsLinux() ? new ProgramFactAttribute("script").Skip : "needs the script of util-linux";
}
