using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Completion;

/// <summary>What the program suggests for the line that somebody is writing.</summary>
public sealed class SuggestionsTests : IDisposable
{
    private const string Board = """
        [{"id":"done-1","title":"x","status":"COMPLETED"},{"id":"parse","title":"x","persona":"reviewer"},{"id":"print","title":"x"},{"id":"$(rm)","title":"x"},{"id":"-x","title":"x"},{"title":"no id"}]
        """;

    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public SuggestionsTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("taskboard re", "register release remove reopen repair replay report restore retry")]
    [InlineData("taskboard lock ", "break run show")]
    [InlineData("taskboard personas ", "remove set show")]
    [InlineData("taskboard personas show re", "reviewer")]
    [InlineData("taskboard claim --persona ", "reviewer")]
    [InlineData("taskboard list --st", "--status")]
    [InlineData("taskboard list --status ", "CANCELLED CLAIMED COMPLETED FAILED IN_PROGRESS PENDING")]
    [InlineData("taskboard list --status P", "PENDING")]
    [InlineData("taskboard add x --priority ", "critical high low medium")]
    [InlineData("taskboard show ", "done-1 parse print")]
    [InlineData("taskboard complete p", "parse print")]
    [InlineData("taskboard edit parse --depends-on pr", "print")]
    [InlineData("taskboard edit parse --title x --related pr", "print")]
    [InlineData("taskboard audit seal --a", "--append")]
    [InlineData("taskboard list --ready --j", "--json")]
    [InlineData("taskboard list ", "--after --agent --all --assigned-to --board --help --json --label --limit --persona --ready --status --text -? -h")]
    [InlineData("taskboard init ", "")]
    [InlineData("taskboard completion ", "bash fish pwsh zsh")]
    [InlineData("/usr/local/bin/taskboard com", "complete completion")]
    [InlineData("taskboard show nothing-like-it", "")]
    [InlineData("taskboard nonsense ", "")]
    public async Task Commands_options_words_and_ids_are_suggested(string line, string expected)
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], Board);
        Assert.Equal(expected, await SuggestAsync(line.Length, line));
    }

    [Fact]
    public async Task The_cursor_may_stand_within_the_line_and_behind_it()
    {
        Assert.Equal("register release remove reopen repair replay report restore retry", await SuggestAsync(12, "taskboard rexyz --all"));
        Assert.Equal("break run show", await SuggestAsync(15, "taskboard lock"));
        Assert.Contains("add", await SuggestAsync(10, "taskboard"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_board_is_the_one_that_the_line_names()
    {
        Directory.CreateDirectory(_directory["other"]);
        await File.WriteAllTextAsync(_directory["other/tasks.json"], """[{"id":"elsewhere","title":"x"}]""");
        Assert.Equal("elsewhere", await SuggestAsync(100, "taskboard show --board other"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("[{")]
    public async Task Where_there_is_no_board_or_none_that_can_be_read_nothing_is_said(string? text)
    {
        if (text is not null)
        {
            await File.WriteAllTextAsync(_directory["tasks.json"], text);
        }

        Assert.Equal("", await SuggestAsync(100, "taskboard show"));
        Assert.False(Directory.Exists(_directory[".taskboard"]));
    }

    private async Task<string> SuggestAsync(int position, string line)
    {
        _cli.Set("TASKBOARD_DIR", line.Contains("--board", StringComparison.Ordinal) ? null : _directory.Path);
        var answer = await _cli.RunAsync($"[suggest:{position}]", line);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        return string.Join(' ', answer.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }
}
