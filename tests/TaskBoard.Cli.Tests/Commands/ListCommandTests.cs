using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>Listing: what is shown, what is left out and said to be left out, page by page.</summary>
public sealed class ListCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public ListCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Fifty_open_tasks_are_shown_and_what_is_left_out_is_counted()
    {
        await MakeAsync(open: 120, finished: 85);
        var first = await _cli.RunAsync("list");
        Assert.Equal(50, first.Out.TrimEnd('\n').Split('\n').Length);
        Assert.Equal($"50 of 120: --after {CursorOf(first)}\n+85 finished: --all\n", first.Error);
        var second = await _cli.RunAsync("list", "--after", CursorOf(first));
        var last = await _cli.RunAsync("list", "--after", CursorOf(second));
        Assert.Equal(20, last.Out.TrimEnd('\n').Split('\n').Length);
        Assert.Equal("+85 finished: --all\n", last.Error);
    }

    private static string CursorOf(CliAnswer page) => page.Error.Split("--after ")[1].Split('\n')[0];

    [Fact]
    public async Task Following_the_cursor_gives_every_task_once()
    {
        await MakeAsync(open: 120, finished: 85);
        var (ids, cursor) = (new List<string>(), default(string));
        do
        {
            var page = JsonDocument.Parse((await _cli.RunAsync(["list", "--all", "--json", "--limit", "60", .. cursor is null ? Array.Empty<string>() : ["--after", cursor]])).Out).RootElement;
            Assert.Equal((1, "task.list", 205), (page.GetProperty("schema").GetInt32(), page.GetProperty("kind").GetString(), page.GetProperty("total").GetInt32()));
            Assert.Equal(page.GetProperty("returned").GetInt32(), page.GetProperty("items").GetArrayLength());
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        Assert.Equal(Enumerable.Range(0, 205).Select(i => $"t{i}"), ids);
    }

    [Fact]
    public async Task What_is_finished_between_two_pages_takes_nothing_from_the_second()
    {
        await MakeAsync(open: 10, finished: 0);
        var cursor = CursorOf(await _cli.RunAsync("list", "--limit", "4"));
        foreach (var id in (string[])["t1", "t3"])
        {
            await _cli.RunAsync("complete", id);
        }

        Assert.StartsWith("t4 ", (await _cli.RunAsync("list", "--limit", "4", "--after", cursor)).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b c d", "")]
    [InlineData("a b c d e", "--all")]
    [InlineData("a", "--ready --label core")]
    [InlineData("b", "--text HEADER")]
    [InlineData("c", "--assigned-to ann")]
    [InlineData("c e", "--status in-progress --status COMPLETED")]
    [InlineData("a", "--persona qa")]
    [InlineData("b d", "--label web")]
    [InlineData("d", "--label web --label core")]
    [InlineData("", "--label web --ready --text nothing")]
    public async Task All_conditions_must_hold(string ids, string options)
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """
            [{"id":"a","title":"A","labels":["core"],"persona":"qa"},
             {"id":"b","title":"B","description":"parse the header","labels":["web"]},
             {"id":"c","title":"C","status":"IN_PROGRESS","assigned_to":"ann"},
             {"id":"d","title":"D","labels":["web","core"],"depends_on":["c"]},
             {"id":"e","title":"E","status":"COMPLETED"}]
            """);
        await _cli.RunAsync("init");
        var answer = await _cli.RunAsync(["list", "--json", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(ids, string.Join(' ', JsonDocument.Parse(answer.Out).RootElement.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("id").GetString())));
    }

    private async Task MakeAsync(int open, int finished)
    {
        var tasks = Enumerable.Range(0, open + finished).Select(i => new { id = $"t{i}", title = $"task {i}", status = i < open ? "PENDING" : "COMPLETED" });
        await File.WriteAllTextAsync(_directory["tasks.json"], JsonSerializer.Serialize(tasks));
        await _cli.RunAsync("init");
    }
}
