using TaskBoard.Cli.Work;
using Xunit;

namespace TaskBoard.Cli.Tests.Work;

/// <summary>The end of what a command said.</summary>
public sealed class OutputTailTests
{
    [Fact]
    public void Is_what_people_read_without_colours_and_empty_lines()
    {
        var tail = new OutputTail();
        tail.Add("\e[31mone\e[0m  \r\n\r\n\e]0;title\atwo\n");
        Assert.Equal("one\ntwo", tail.ToString());
        Assert.Equal("two", tail.LastLine());
        Assert.Null(new OutputTail().LastLine());
    }

    [Fact]
    public void Is_cut_at_the_beginning_of_a_line()
    {
        var tail = new OutputTail();
        for (var i = 0; i < 10_000; i++)
        {
            tail.Add($"line {i}\n");
        }

        var lines = tail.ToString().Split('\n');
        Assert.All(lines, line => Assert.StartsWith("line ", line, StringComparison.Ordinal));
        Assert.Equal("line 9999", lines[^1]);
        Assert.InRange(tail.ToString().Length, OutputTail.Kept / 2, OutputTail.Kept);
    }
}
