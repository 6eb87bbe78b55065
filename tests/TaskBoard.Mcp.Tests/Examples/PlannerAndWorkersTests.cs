using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Examples;

/// <summary>The example, run as a user runs it.</summary>
public sealed class PlannerAndWorkersTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_planner_and_two_workers_finish_a_plan()
    {
        var program = Checkout.Output("examples/mcp", "PlannerAndWorkers.dll");
        using var child = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet", ["exec", program, _directory.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var (output, error) = (child.StandardOutput.ReadToEndAsync(), child.StandardError.ReadToEndAsync());
        await child.WaitForExitAsync();
        Assert.Equal((0, ""), (child.ExitCode, await error));
        await Snapshot.Verify(await output);
    }
}
