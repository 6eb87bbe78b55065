using System.Text;
using TaskBoard.Cli.Terminal;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Terminal;

/// <summary>What people see on a terminal.</summary>
public sealed class DrawnAnswersTests
{
    private const string Titles = "SELECT id, title, status FROM tasks ORDER BY id";
    private const string Everything = "SELECT * FROM tasks WHERE id = 'parse'";

    public static TheoryData<string, string[]> Commands => new()
    {
        { "list", ["list"] },
        { "list-all", ["list", "--all"] },
        { "list-page", ["list", "--limit", "4"] },
        { "show", ["show", "parse"] },
        { "show-waiting", ["show", "publish"] },
        { "log", ["log", "--limit", "12"] },
        { "stats", ["stats"] },
        { "query", ["query", Titles] },
        { "query-wide", ["query", Everything] },
        { "next", ["next", "--agent", "agent-9"] },
        { "diff", ["diff", "2"] },
        { "diff-new", ["diff", "0", "1"] },
        { "diff-back", ["diff", "4", "1"] },
        { "restore-preview", ["restore", "--at", "3", "--dry-run"] },
        { "agents", ["agents"] },
        { "help", ["--help"] },
        { "help-edit", ["edit", "--help"] },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Are_as_they_were(string name, string[] args)
    {
        using var board = await MixedBoard.CreateAsync();
        var text = new StringBuilder();
        foreach (var (title, screen) in new[]
        {
            ("80 columns", Screens.Of(80)), ("120 columns", Screens.Of(120)), ("80 columns, NO_COLOR", Screens.Of(80, colours: false)),
        })
        {
            var answer = await board.RunOnAsync(screen, args);
            Assert.Equal(0, answer.Code);
            text.Append("=== ").Append(title).Append('\n').Append(Screens.Visible(answer.Out)).Append("--- error\n").Append(answer.Error);
        }

        await Snapshot.Verify(text.ToString(), name);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Have_no_line_that_is_wider_than_the_terminal_and_no_escape_but_colours(string name, string[] args)
    {
        Assert.NotEmpty(name);
        using var board = await MixedBoard.CreateAsync();
        for (var width = 40; width <= 130; width += name.StartsWith("query", StringComparison.Ordinal) ? 10 : 3)
        {
            var answer = await board.RunOnAsync(Screens.Of(width), args);
            Assert.Contains("\e[", answer.Out, StringComparison.Ordinal);
            var text = Screens.WithoutColours(answer.Out);
            Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
            Assert.DoesNotContain('�', text);
            Assert.All(text.Split('\n'), line => Assert.True(Screens.Cells(line) <= width, $"{Screens.Cells(line)} cells of {width}: {line}"));
            Assert.All(text.Split('\n'), line => Assert.Equal(line.TrimEnd(' '), line));
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Are_the_same_text_with_and_without_colours(string name, string[] args)
    {
        Assert.NotEmpty(name);
        using var board = await MixedBoard.CreateAsync();
        var coloured = await board.RunOnAsync(Screens.Of(90), args);
        var plain = await board.RunOnAsync(Screens.Of(90, colours: false), args);
        Assert.Equal(Screens.WithoutColours(coloured.Out), plain.Out);
        Assert.DoesNotContain('\e', plain.Out);
    }

    [Fact]
    public async Task Of_changes_say_which_task_and_where_it_stands()
    {
        var text = new StringBuilder();
        foreach (var screen in new[] { Screens.Of(40), Screens.Of(80), Screens.Of(80, colours: false) })
        {
            using var board = await MixedBoard.CreateAsync();
            text.Append("=== ").Append(screen.Width).Append(" columns").Append(screen.Colours ? "" : ", NO_COLOR").Append('\n');
            foreach (var words in new string[][]
            {
                ["add", "New", "--id", "new", "--depends-on", "word"],
                ["block", "evil", "no keys"],
                ["unblock", "evil"],
                ["complete", "word"],
                ["complete", "word"],
                ["fail", "parse#1", "no magic", "--no-retry", "--agent", "agent-1"],
                ["cancel", "cjk"],
                ["remove", "an-id-that-a-person-made-up"],
            })
            {
                var answer = await board.RunOnAsync(screen, words);
                Assert.Equal((0, words[0] == "cancel" ? "warning: What depends on it is held back from now on: publish.\n" : ""), (answer.Code, answer.Error));
                Assert.All(Screens.WithoutColours(answer.Out).Split('\n'), line => Assert.InRange(Screens.Cells(line), 0, screen.Width));
                text.Append("$ ").AppendJoin(' ', words).Append('\n').Append(Screens.Visible(answer.Out));
            }
        }

        await Snapshot.Verify(text.ToString());
    }

    [Fact]
    public async Task Of_check_personas_and_monitor_have_columns()
    {
        using var board = await MixedBoard.CreateAsync();
        Directory.CreateDirectory(Path.Combine(board.Directory, "personas"));
        await File.WriteAllTextAsync(Path.Combine(board.Directory, "personas", "reviewer.md"), "# Reviewer of all that is \u001b[31mred\n\nReads.\n");
        await File.WriteAllTextAsync(Path.Combine(board.Directory, "personas", "broken.md"), "# Only a name\n");
        var text = new StringBuilder();
        foreach (var screen in new[] { Screens.Of(80), Screens.Of(80, colours: false) })
        {
            foreach (var words in (string[][])[["check"], ["personas"], ["monitor", "--once"]])
            {
                var answer = await board.RunOnAsync(screen, words);
                Assert.All(Screens.WithoutColours(answer.Out).Split('\n'), line => Assert.InRange(Screens.Cells(line), 0, screen.Width));
                text.Append("=== ").AppendJoin(' ', words).Append(screen.Colours ? "" : ", NO_COLOR").Append('\n').Append(Screens.Visible(answer.Out)).Append("--- error\n").Append(answer.Error);
            }
        }

        await Snapshot.Verify(text.ToString());
    }

    [Fact]
    public async Task Of_a_claim_begin_with_its_handle()
    {
        using var board = await MixedBoard.CreateAsync();
        await board.RunAsync("complete", "parse#1", "Parsed.\nTwelve tests.", "--agent", "agent-1");
        await board.RunAsync("claim", "cjk", "--agent", "agent-2");
        await board.RunAsync("complete", "cjk#1", "報告しました", "--agent", "agent-2");
        await Snapshot.Verify(Screens.Visible((await board.RunOnAsync(Screens.Of(80), "claim", "publish", "--agent", "agent-3")).ToString()));
    }

    [Fact]
    public async Task Show_hostile_titles_as_they_are_written()
    {
        using var board = await MixedBoard.CreateAsync();
        var text = Screens.WithoutColours((await board.RunOnAsync(Screens.Of(120), "list")).Out);
        Assert.Contains(@"\e[31mred\e[0m \e]0;owned\u0007 \u202egnp.exe", text, StringComparison.Ordinal);
        Assert.Contains("Fix [red]markup[/] and [[brackets] in [bold]titles", text, StringComparison.Ordinal);
        Assert.Contains(MixedBoard.LongWord[..100], text.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_every_task_that_the_lines_name_and_leave_out_as_many()
    {
        using var board = await MixedBoard.CreateAsync();
        var (drawn, plain) = (await board.RunOnAsync(Screens.Of(80), "list"), await board.RunAsync("list"));
        Assert.Equal(plain.Error, drawn.Error);
        Assert.All(plain.Out.TrimEnd('\n').Split('\n'), line => Assert.Contains($"  {line.Split(' ')[0]}", Screens.WithoutColours(drawn.Out), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Say_for_which_persona_a_waiting_task_is()
    {
        using var board = await MixedBoard.CreateAsync();
        await board.RunAsync("add", "Read it", "--id", "read", "--persona", "qa", "--depends-on", "parse", "--agent", "me");
        Assert.Contains("waits for parse (IN_PROGRESS); for the persona qa", Screens.WithoutColours((await board.RunOnAsync(Screens.Of(160), "list")).Out), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_by_page_have_every_task_once()
    {
        using var board = await MixedBoard.CreateAsync();
        var (titles, after) = (0, "");
        for (var page = 0; page < 20; page++)
        {
            var answer = await board.RunOnAsync(Screens.Of(200, colours: false), ["list", "--all", "--limit", "2", .. after.Length > 0 ? new[] { "--after", after } : []]);
            titles += answer.Out.Split('\n').Count(l => l.StartsWith("  ", StringComparison.Ordinal));
            if (answer.Error.Length == 0)
            {
                Assert.Equal((15, 7), (titles, page));
                return;
            }

            after = answer.Error.TrimEnd('\n').Split(' ')[^1];
        }

        Assert.Fail("There is no end.");
    }

    [Fact]
    public async Task Are_documents_where_documents_are_asked_for()
    {
        using var board = await MixedBoard.CreateAsync();
        var (drawn, plain) = (await board.RunOnAsync(Screens.Of(80), "list", "--json"), await board.RunAsync("list", "--json"));
        Assert.Equal(plain, drawn);
    }

    [Theory]
    [InlineData(null, null, false, false, false)]
    [InlineData(null, null, true, true, true)]
    [InlineData("dumb", null, false, false, false)]
    [InlineData("dumb", null, true, false, false)]
    [InlineData("xterm", null, false, true, true)]
    [InlineData("xterm", "", false, true, true)]
    [InlineData("xterm", "1", false, false, true)]
    public void Follow_the_wishes_of_the_user(string? term, string? noColor, bool windows, bool colours, bool repaints)
    {
        var screen = TerminalScreen.For(() => default, name => name == "TERM" ? term : noColor, windows);
        Assert.Equal((colours, repaints, 80, 24), (screen.Colours, screen.CanRepaint, screen.Width, screen.Height));
    }
}
