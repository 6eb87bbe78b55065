using System.Diagnostics;
using TaskBoard.Locking;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Native;

public sealed class LinuxProcessTests
{
    private const string AfterName = "1 1 1 0 -1 0 0 0 0 0 1 2 0 0 20 0 {0} 0 8761 1000";

    [Theory]
    [InlineData("5 (a) R 1 (b c) S {0}", "1", "8761")]
    [InlineData("5 (a b) Z {0}", "1", null)]
    [InlineData("5 (leader gone) Z {0}", "3", "8761")]
    public void A_start_is_read_behind_any_name(string stat, string threads, string? start) =>
        Assert.Equal(start, LinuxProcessStat.StartOf(
            stat.Replace("{0}", AfterName.Replace("{0}", threads, StringComparison.Ordinal), StringComparison.Ordinal)));

    [LinuxFact]
    public void A_process_has_one_start_while_it_lives_and_none_afterwards()
    {
        using var child = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true, UseShellExecute = false })!;
        var start = MachineProcesses.Current.StartOf(child.Id);
        Assert.NotNull(start);
        Assert.Equal(start, MachineProcesses.Current.StartOf(child.Id));
        child.Kill();
        child.WaitForExit();
        Assert.Null(MachineProcesses.Current.StartOf(child.Id));
    }

    [LinuxFact]
    public void This_process_knows_itself_and_its_boot()
    {
        var processes = MachineProcesses.Current;
        Assert.Equal(processes.StartOf(Environment.ProcessId), processes.Self.Start);
        Assert.StartsWith("pid:[", processes.Self.PidNamespace);
        Assert.True(processes.SinceBoot > TimeSpan.Zero);
    }
}
