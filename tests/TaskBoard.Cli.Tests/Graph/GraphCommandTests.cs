using System.Diagnostics;
using System.Text;
using System.Text.Json;
using TaskBoard.Cli.Tests.Terminal;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Graph;

public sealed class GraphCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public GraphCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_team_sees_what_waits_for_what()
    {
        using var team = await TeamBoard.CreateAsync();
        var text = new StringBuilder();
        foreach (var args in new string[][] { ["graph"], ["graph", "--all"], ["graph", "6"], ["graph", "--mermaid"], ["graph", "5", "--mermaid", "--all"], ["graph", "8", "--json"] })
        {
            text.Append("=== ").AppendJoin(' ', args).Append('\n').Append(await team.RunAsync(args));
        }

        text.Append("=== 80 columns\n").Append(Screens.Visible((await team.RunOnAsync(Screens.Of(80), "graph", "--all")).ToString()));
        await Snapshot.Verify(text.ToString());
    }

    [Fact]
    public async Task Circles_have_an_end_and_a_path()
    {
        await BoardAsync("""
            [{"id":"a","title":"A","depends_on":["b"]},{"id":"b","title":"B","depends_on":["c","d"]},{"id":"c","title":"C","depends_on":["a"]},{"id":"d","title":"D"},
             {"id":"self","title":"S","depends_on":["self"]},
             {"id":"p","title":"P","parent":"q"},{"id":"q","title":"Q","parent":"p"},
             {"id":"up","title":"Parent","depends_on":["x"]},{"id":"child","title":"Child","parent":"up"},{"id":"x","title":"X","depends_on":["child"]}]
            """);
        var text = $"{await _cli.RunAsync("graph")}=== mermaid\n{await _cli.RunAsync("graph", "--mermaid")}";
        _cli.Screen = Screens.Of(80, colours: false);
        await Snapshot.Verify($"{text}=== 80 columns\n{await _cli.RunAsync("graph")}");
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    public async Task No_line_is_wider_than_the_terminal_and_no_escape_but_colours(int width)
    {
        using var board = await MixedBoard.CreateAsync();
        await board.RunAsync("edit", "publish", "--agent", "me", "--title", new string('x', 300));
        var answer = await board.RunOnAsync(Screens.Of(width), "graph", "--all");
        var text = Screens.WithoutColours(answer.Out);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.All(text.Split('\n'), line => Assert.True(Screens.Cells(line) <= width, $"{Screens.Cells(line)} cells of {width}: {line}"));
        Assert.Contains("an-id-that-a-person-made-up", text.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_of_a_flowchart_hold_nothing_that_means_something_there()
    {
        await BoardAsync("""[{"id":"a\"];b","title":"<b>\"]; click t0 \"javascript:x\" `code` #quot; end\u001b[31m\n%% %%{init:{}}%%","depends_on":["]-->x"]}]""");
        var text = (await _cli.RunAsync("graph", "--mermaid")).Out;
        await Snapshot.Verify(text);
        Assert.All(text.Split('\n').Where(l => l.Contains('"', StringComparison.Ordinal)), line => Assert.Equal(2, line.Count(c => c == '"')));
        Assert.DoesNotContain(text, c => c is '<' or '`' or '\u001b' or '&');
    }

    [Fact]
    public async Task A_chain_as_long_as_the_board_goes_on_where_there_is_room()
    {
        var tasks = Enumerable.Range(0, 100).Select(i => $$"""{"id":"t{{i}}","title":"T"{{(i == 99 ? "" : $",\"depends_on\":[\"t{i + 1}\"]")}}}""");
        await BoardAsync($"[{string.Join(',', tasks)}]");
        foreach (var screen in new[] { null, Screens.Of(80, colours: false) })
        {
            _cli.Screen = screen;
            var lines = (await _cli.RunAsync("graph")).Out.TrimEnd('\n').Split('\n');
            Assert.All(lines, line => Assert.InRange(line.Length, 1, 90));
            Assert.All(Enumerable.Range(0, 100), i => Assert.Contains(lines, line => line.Split(' ').Contains($"t{i}")));
            Assert.InRange(lines.Count(line => line.Contains("goes on below", StringComparison.Ordinal)), 3, 10);
        }
    }

    [Fact]
    public async Task Ten_thousand_tasks_are_each_told_once()
    {
        var tasks = Enumerable.Range(0, 10_000).Select(i =>
        {
            var waitsFor = new[] { i / 2, i / 3, i / 4 }.Where(other => other != i).Distinct().Select(other => $"\"t{other}\"");
            return $$"""{"id":"t{{i}}","title":"Task {{i}}","depends_on":[{{string.Join(',', waitsFor)}}]}""";
        });
        await BoardAsync($"[{string.Join(',', tasks)}]");
        var watch = Stopwatch.StartNew();
        var lines = (await _cli.RunAsync("graph")).Out.TrimEnd('\n').Split('\n');
        _cli.Screen = Screens.Of(100);
        var drawn = (await _cli.RunAsync("graph")).Out.TrimEnd('\n').Split('\n');
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.Equal(10_000, lines.Count(line => line.Contains("Task", StringComparison.Ordinal) && !line.Contains("goes on below", StringComparison.Ordinal)));
        Assert.InRange(lines.Length, 10_000, 40_000);
        Assert.InRange(drawn.Length, 10_000, 50_000);
    }

    [Theory]
    [InlineData(7, "graph", "nowhere")]
    [InlineData(2, "graph", "--json", "--mermaid")]
    public async Task What_makes_no_sense_is_refused(int code, params string[] args)
    {
        await BoardAsync("[]");
        var answer = await _cli.RunAsync(args);
        Assert.Equal((code, ""), (answer.Code, answer.Out));
    }

    [Fact]
    public async Task An_empty_board_says_so()
    {
        await BoardAsync("[]");
        Assert.Equal(new CliAnswer(0, "", "No tasks yet.\n"), await _cli.RunAsync("graph"));
        using var document = JsonDocument.Parse((await _cli.RunAsync("graph", "--json")).Out);
        Assert.Equal(0, document.RootElement.GetProperty("returned").GetInt32());
    }

    private async Task BoardAsync(string tasks)
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], tasks);
        await _cli.RunAsync("init");
    }
}
