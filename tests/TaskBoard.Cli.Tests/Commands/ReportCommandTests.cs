using System.Text.Encodings.Web;
using System.Text.Json;
using TaskBoard.Cli.Tests.Terminal;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

public sealed class ReportCommandTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task A_team_gets_the_document_that_it_would_write_itself()
    {
        using var team = await TeamBoard.CreateAsync();
        await Snapshot.Verify((await team.RunAsync("report")).ToString());
    }

    [Fact]
    public async Task The_same_board_gives_the_same_text_at_any_time()
    {
        using var team = await TeamBoard.CreateAsync();
        var first = await team.RunAsync("report");
        team.After(TimeSpan.FromMinutes(5));
        Assert.Equal(first, await team.RunAsync("report"));
    }

    [Fact]
    public async Task The_next_report_goes_on_where_the_last_one_ended()
    {
        using var team = await TeamBoard.CreateAsync();
        var revision = (await team.RunAsync("report")).Out.Split("--since ")[1].Split('`')[0];
        Assert.Contains("## What happened\n\nNothing.\n", (await team.RunAsync("report", "--since", revision)).Out, StringComparison.Ordinal);
        await team.WorkAsync("master-server", "complete", "2.2#1", "done");
        var next = (await team.RunAsync("report", "--since", revision)).Out;
        Assert.Contains($"What happened is told since revision {revision}.", next, StringComparison.Ordinal);
        Assert.Contains("## What happened\n\n### 2026-11-22\n\n- **master-server**\n  - completed `2.2` directory tree\n\n##", next, StringComparison.Ordinal);
        Assert.Contains("  - added `2` Master server, ", (await team.RunAsync("report", "--since", "0")).Out, StringComparison.Ordinal);
        var sinceTime = (await team.RunAsync("report", "--since", "2026-11-22T11:00:00Z")).Out;
        Assert.DoesNotContain("### 2026-11-21", sinceTime, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_holds_what_the_text_holds()
    {
        using var team = await TeamBoard.CreateAsync();
        using var document = JsonDocument.Parse((await team.RunAsync("report", "--json")).Out);
        var root = document.RootElement;
        Assert.Equal("board.report", root.GetProperty("kind").GetString());
        await Snapshot.Verify(JsonSerializer.Serialize(root, Indented));
    }

    [Fact]
    public async Task On_a_terminal_it_fits_and_says_the_same()
    {
        using var team = await TeamBoard.CreateAsync();
        var plain = Words((await team.RunAsync("report")).Out);
        for (var width = 40; width <= 120; width += 20)
        {
            var drawn = Screens.WithoutColours((await team.RunOnAsync(Screens.Of(width), "report")).Out);
            Assert.Equal(plain, Words(drawn));
            Assert.All(drawn.Split('\n'), line => Assert.InRange(Screens.Cells(line), 0, width));
        }

        static string Words(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
    }

    [Fact]
    public async Task An_empty_board_and_one_without_history_have_a_report()
    {
        using var directory = new TempDirectory();
        var cli = new CliRun(directory.Path);
        await cli.RunAsync("init");
        var empty = (await cli.RunAsync("report")).ToString();
        await File.WriteAllTextAsync(directory["tasks.json"], """[{"id":"a","title":"A","status":"IN_PROGRESS"},{"id":"b","depends_on":["b"]}]""");
        Directory.Delete(directory[".taskboard"], recursive: true);
        var unknown = await cli.RunAsync("report", "--board", directory.Path);
        await Snapshot.Verify((empty + unknown).Replace(Path.GetFileName(directory.Path), "DIR", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_broken_is_told()
    {
        using var team = await TeamBoard.CreateAsync();
        var file = Path.Combine(team.Directory, "tasks.json");
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace("\"title\": \"Caching\"", "\"title\": \"Caching", StringComparison.Ordinal).Replace("\"title\":\"Caching\"", "\"title\":\"Caching", StringComparison.Ordinal));
        var unreadable = await team.RunAsync("report");
        Assert.Contains("## Problems\n\n- tasks.json cannot be read; this is the last good revision", unreadable.Out, StringComparison.Ordinal);
        Assert.Contains("`2.2` directory tree", unreadable.Out, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace("Raft consensus", "Raft", StringComparison.Ordinal));
        Assert.Contains("- tasks.json holds a hand edit that is not recorded yet", (await team.RunAsync("report")).Out, StringComparison.Ordinal);
        foreach (var part in Directory.GetFiles(Path.Combine(team.Directory, ".taskboard"), "history.db*"))
        {
            File.Delete(part);
        }

        await File.WriteAllTextAsync(Path.Combine(team.Directory, ".taskboard", "history.db"), new string('x', 8192));
        var damaged = await team.RunAsync("report");
        Assert.Equal(0, damaged.Code);
        Assert.Contains("- The history cannot be read, so what happened is not told", damaged.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lease_that_is_over_is_a_problem()
    {
        using var team = await TeamBoard.CreateAsync();
        team.RestartTheMachine();
        team.After(TimeSpan.FromHours(1));
        var report = (await team.RunAsync("report")).Out;
        Assert.Contains("- The lease of task 2.2 (directory tree), which master-server has, is over.", report, StringComparison.Ordinal);
        Assert.Contains("`2.2` directory tree (lease is over)", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_is_a_problem_of_whoever_has_something_to_do()
    {
        using var directory = new TempDirectory();
        var cli = new CliRun(directory.Path);
        await cli.RunAsync("init");
        await cli.RunAsync("add", "A", "--id", "a");
        await cli.RunAsync("add", "B", "--id", "b");
        await cli.RunAsync("complete", "a", "--agent", "gone-home");
        await cli.RunAsync("register", "--agent", "gone-home");
        await cli.RunAsync("claim", "b", "--agent", "silent", "--lease", "2h");
        cli.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains("## Problems\n\n- Nothing was heard of agent silent for too long.\n\n##", (await cli.RunAsync("report")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7, "99")]
    [InlineData(2, "soon")]
    public async Task A_beginning_that_is_none_is_refused(int code, string since)
    {
        using var team = await TeamBoard.CreateAsync();
        var answer = await team.RunAsync("report", "--since", since);
        Assert.Equal((code, ""), (answer.Code, answer.Out));
    }
}
