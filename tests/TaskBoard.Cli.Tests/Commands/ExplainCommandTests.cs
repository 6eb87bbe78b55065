using System.Text;
using System.Text.Json;
using TaskBoard.Cli.Tests.Terminal;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary><c>depend</c> and <c>explain</c>.</summary>
public sealed class ExplainCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public ExplainCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Links_and_their_explanation_read_as_they_did()
    {
        await BoardAsync();
        var text = new StringBuilder();
        foreach (var args in new string[][]
        {
            ["depend", "c", "--on", "b", "--related", "a"],
            ["depend", "c", "--on", "b"],
            ["depend", "a", "--on", "c"],
            ["depend", "b", "--on", "b"],
            ["depend", "b", "--on", "nope"],
            ["depend", "nope", "--on", "a"],
            ["depend", "a"],
            ["depend", "c#1", "--on", "a"],
            ["explain", "c"],
            ["explain", "c.1"],
            ["explain", "a", "--agent", "other"],
            ["explain", "nope"],
            ["claim", "a"],
            ["explain", "a"],
            ["complete", "a#1"],
            ["explain", "a"],
            ["explain", "b", "--json"],
            ["depend", "c", "--not-on", "b", "--not-on", "nope"],
            ["explain", "c.1"],
        })
        {
            text.Append("$ taskboard ").AppendJoin(' ', args).Append('\n').Append((await _cli.RunAsync(args)).Without(_directory)).Append('\n');
        }

        await Snapshot.Verify(text.ToString());
    }

    [Fact]
    public async Task Prefixes_name_tasks_as_everywhere()
    {
        await _cli.RunAsync("init");
        var one = (await _cli.RunAsync("add", "One")).Out.Trim();
        var two = (await _cli.RunAsync("add", "Two")).Out.Trim();
        Assert.Equal(0, (await _cli.RunAsync("depend", two[..4], "--on", one[..4])).Code);
        using var document = JsonDocument.Parse((await _cli.RunAsync("explain", two[..4], "--json")).Out);
        Assert.Equal(one, document.RootElement.GetProperty("dependencies")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Explaining_needs_no_name_and_changes_nothing()
    {
        await BoardAsync();
        var before = await File.ReadAllBytesAsync(_directory["tasks.json"]);
        _cli.Set("TASKBOARD_AGENT", null);
        Assert.Equal(0, (await _cli.RunAsync("explain", "c")).Code);
        Assert.Equal(2, (await _cli.RunAsync("depend", "c", "--on", "a")).Code);
        Assert.Equal(before, await File.ReadAllBytesAsync(_directory["tasks.json"]));
    }

    [Fact]
    public async Task A_circle_written_by_hand_is_explained()
    {
        await _cli.RunAsync("init");
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"a","title":"A","depends_on":["b"]},{"id":"b","title":"B","depends_on":["a"]}]""");
        var answer = await _cli.RunAsync("explain", "a");
        Assert.Contains("Take one of these links out: a -> b -> a.", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_terminal_it_is_drawn()
    {
        await BoardAsync();
        _cli.Screen = Screens.Of(80);
        await Snapshot.Verify(Screens.Visible((await _cli.RunAsync("explain", "c")).Out));
    }

    private async Task BoardAsync()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "First \u001b[31mof all", "--id", "a", "--path", "src");
        await _cli.RunAsync("add", "Second", "--id", "b", "--depends-on", "a");
        await _cli.RunAsync("add", "Third", "--id", "c", "--depends-on", "b");
        await _cli.RunAsync("add", "Part of it", "--id", "c.1", "--parent", "c");
    }
}
