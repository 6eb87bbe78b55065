using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Benchmarks;

/// <summary>The program that prints what everything takes. Whether it works, never how long.</summary>
public sealed class TableTests
{
    [LinuxFact]
    public async Task The_smallest_rows_are_measured_beside_their_floor()
    {
        string[] rows = ["change/10/flushed", "claim/10/buffered", "read/10/kept", "callers/10/buffered", "eight/10/buffered"];
        var answer = await ProgramRun.Of("dotnet", ["exec", Checkout.Output("tests/TaskBoard.Benchmarks", "TaskBoard.Benchmarks.dll"), "--quick", "--only", .. rows]);
        Assert.Equal((0, ""), (answer.ExitCode, answer.Errors));
        var figures = answer.Output.Split('\n').SkipWhile(line => !line.EndsWith("others", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.Length > 0);
        Assert.Equal(rows.Order(StringComparer.Ordinal), figures.Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal));
    }
}
