using TaskBoard.Cli.Import;
using Xunit;

namespace TaskBoard.Cli.Tests.Import;

public sealed class CyclesTests
{
    [Fact]
    public void Each_circle_is_a_path_that_ends_where_it_began() =>
        Assert.Equal(["b b", "c d c"], Cycles.Of([("a", ["x"]), ("b", ["b"]), ("c", ["d"]), ("d", ["c"])]).Select(c => string.Join(' ', c)));

    [Fact]
    public void A_chain_as_long_as_a_large_board_is_walked()
    {
        var tasks = Enumerable.Range(0, 100_000).Select(i => (i.ToString(), (IReadOnlyList<string>)[(i + 1).ToString()]));
        Assert.Empty(Cycles.Of(tasks));
    }
}
