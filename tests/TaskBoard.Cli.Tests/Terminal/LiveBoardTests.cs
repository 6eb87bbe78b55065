using System.Text;
using TaskBoard.Cli.Terminal;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Terminal;

/// <summary>The live board: what it shows, when it paints again, and what it leaves behind.</summary>
public sealed class LiveBoardTests
{
    [Theory]
    [InlineData(80, 24, true)]
    [InlineData(120, 40, true)]
    [InlineData(80, 24, false)]
    [InlineData(60, 9, false)]
    public async Task A_picture_is_as_it_was(int width, int height, bool colours)
    {
        using var mixed = await MixedBoard.CreateAsync();
        var view = await ViewAsync(mixed);
        var lines = LiveFrame.Lines(Screens.Of(width, height, colours), view with { Directory = "/home/ann/work" }, mixed.Cli.Clock.GetUtcNow());
        await Snapshot.Verify(Screens.Visible(string.Join('\n', lines) + "\n"), $"{width}x{height}{(colours ? "" : "-no-color")}");
    }

    [Fact]
    public async Task A_picture_fits_every_terminal()
    {
        using var mixed = await MixedBoard.CreateAsync();
        var view = await ViewAsync(mixed);
        foreach (var height in Enumerable.Range(1, 45))
        {
            foreach (var width in (int[])[40, 57, 80, 100, 131])
            {
                var lines = LiveFrame.Lines(Screens.Of(width, height), view with { Trouble = height % 2 == 0 ? "tasks.json cannot be read." : null }, mixed.Cli.Clock.GetUtcNow());
                Assert.InRange(lines.Count, 1, height);
                Assert.All(lines, line => Assert.InRange(Screens.Cells(Screens.WithoutColours(line)), 0, width));
            }
        }
    }

    [Fact]
    public async Task Paints_again_when_the_board_changes_and_leaves_the_terminal_as_it_was()
    {
        using var mixed = await MixedBoard.CreateAsync();
        await using var live = new LiveRun(mixed.Directory);
        await live.ShowsAsync("Parse the header");
        Assert.StartsWith("\e[?1049h\e[?25l\e[?7l", live.Text, StringComparison.Ordinal);
        await mixed.RunAsync("add", "A task that was not there before", "--priority", "critical");
        await live.ShowsAsync("A task that was not there before");
        Assert.Equal(0, await live.EndAsync());
        Assert.EndsWith("\e[0m\e[?7h\e[?25h\e[?1049l", live.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("owned\a", live.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_the_file_cannot_be_read_and_goes_on_when_it_can()
    {
        using var mixed = await MixedBoard.CreateAsync();
        await using var live = new LiveRun(mixed.Directory);
        await live.ShowsAsync("Parse the header");
        var good = await File.ReadAllTextAsync(Path.Combine(mixed.Directory, "tasks.json"));
        await File.WriteAllTextAsync(Path.Combine(mixed.Directory, "tasks.json"), "[{");
        await live.ShowsAsync("cannot be read");
        await File.WriteAllTextAsync(Path.Combine(mixed.Directory, "tasks.json"), good.Replace("Deploy to staging", "Deploy to production", StringComparison.Ordinal));
        await live.ShowsAsync("hand edit");
        Assert.Equal(0, await live.EndAsync());
    }

    [Fact]
    public async Task A_lease_that_ends_makes_the_picture_outdated()
    {
        using var mixed = await MixedBoard.CreateAsync();
        var (view, now) = (await ViewAsync(mixed), mixed.Cli.Clock.GetUtcNow());
        Assert.False(view.IsOutdated(now));
        Assert.False(view.IsOutdated(now + TimeSpan.FromMinutes(12)));
        Assert.True(view.IsOutdated(now + TimeSpan.FromMinutes(13)));
        Assert.True((view with { Trouble = "x" }).IsOutdated(now));
    }

    private static async Task<LiveView> ViewAsync(MixedBoard mixed)
    {
        await using var board = await Board.OpenAsync(mixed.Directory, new BoardOptions { TimeProvider = mixed.Cli.Clock });
        return await LiveView.OfAsync(board, null, CancellationToken.None);
    }
}
