using TaskBoard.Cli.Terminal;
using Xunit;

namespace TaskBoard.Cli.Tests.Terminal;

/// <summary>How the lines of a terminal are shared out.</summary>
public sealed class LiveSharesTests
{
    [Theory]
    [InlineData("1 3 2 50", 40, "1 3 2 26")]
    [InlineData("0 10 10 10", 21, "0 5 5 5")]
    [InlineData("0 2 10 10", 20, "0 2 6 6")]
    [InlineData("5 5 5 5", 6, "1 1 0 0")]
    [InlineData("5 5 5 5", 2, "0 0 0 0")]
    [InlineData("5 5 5 5", -3, "0 0 0 0")]
    [InlineData("0 0 0 0", 40, "0 0 0 0")]
    public void Everybody_gets_as_much_and_what_one_does_not_need_goes_to_the_others(string wanted, int lines, string rows) =>
        Assert.Equal(rows, string.Join(' ', LiveShares.Of([.. wanted.Split(' ').Select(int.Parse)], lines)));
}
