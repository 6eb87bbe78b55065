using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>The history is gone, damaged, or the file is what is broken: each command says which, and none says that all is well.</summary>
public sealed class GoneHistoryTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public GoneHistoryTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("gone", "is gone: it was here")]
    [InlineData("emptied", "is gone: it was here")]
    [InlineData("log left", "it is empty or missing, while its write-ahead log is there")]
    public async Task Every_command_that_reads_it_says_so(string how, string said)
    {
        await MakeAsync();
        foreach (var file in Directory.GetFiles(_directory[".taskboard"], "history.db*").Where(f => how != "log left" || f.EndsWith("history.db", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }

        if (how == "emptied")
        {
            await File.WriteAllBytesAsync(_directory[".taskboard/history.db"], []);
        }

        foreach (var args in new string[][]
        {
            ["verify"], ["log"], ["stats"], ["check"], ["doctor"], ["audit", "seal"], ["query", "SELECT 1"], ["monitor", "--once"],
        })
        {
            var answer = await _cli.RunAsync(args);
            Assert.True(answer.Code == 6, $"{args[0]}: {answer}");
            Assert.Contains(said, answer.Out + answer.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("hand edit", answer.Out + answer.Error, StringComparison.Ordinal);
        }

        Assert.Equal(0, (await _cli.RunAsync("list")).Code);
    }

    [Fact]
    public async Task A_clone_of_the_board_tells_of_a_history_elsewhere_and_has_nothing_to_mend()
    {
        await MakeAsync();
        Directory.Delete(_directory[".taskboard"], recursive: true);
        _cli.Set("TASKBOARD_DIR", _directory.Path);
        var verified = await _cli.RunAsync("verify");
        Assert.Equal(6, verified.Code);
        Assert.Contains("NOT INTACT\n  Entries of the tasks tell of an earlier history, which is not here", verified.Out, StringComparison.Ordinal);
        foreach (var args in new string[][] { ["check"], ["log"], ["stats"] })
        {
            var answer = await _cli.RunAsync(args);
            Assert.Equal(0, answer.Code);
            Assert.Contains("tell of an earlier history", answer.Out + answer.Error, StringComparison.Ordinal);
        }

        Assert.Equal(6, (await _cli.RunAsync("audit", "seal")).Code);
    }

    [Fact]
    public async Task That_the_file_is_broken_is_not_said_of_the_history()
    {
        await MakeAsync();
        await File.AppendAllTextAsync(_directory["tasks.json"], "]");
        var verified = await _cli.RunAsync("verify");
        Assert.Equal(6, verified.Code);
        Assert.Contains("\nintact, but tasks.json cannot be read or compared\n", verified.Out, StringComparison.Ordinal);
        Assert.Contains("tasks.json cannot be read", (await _cli.RunAsync("verify", "--json")).Out, StringComparison.Ordinal);
        var log = await _cli.RunAsync("log");
        Assert.Equal(0, log.Code);
        Assert.Contains("warning: tasks.json cannot be read, so what was saved there is not in this answer, and changes are refused", log.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("the next change records it", log.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_history_ends_check_and_doctor_as_it_ends_the_others()
    {
        await MakeAsync();
        Array.ForEach(Directory.GetFiles(_directory[".taskboard"], "history.db*"), File.Delete);
        await File.WriteAllTextAsync(_directory[".taskboard/history.db"], new string('x', 5000));
        Assert.Equal(6, (await _cli.RunAsync("check")).Code);
        Assert.Equal(6, (await _cli.RunAsync("doctor")).Code);
    }

    [Fact]
    public async Task A_file_where_the_directory_of_the_history_belongs_is_what_init_names()
    {
        await File.WriteAllTextAsync(_directory[".taskboard"], "");
        var answer = await _cli.RunAsync("init");
        Assert.Contains($"{_directory[".taskboard"]} is not a directory.", answer.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory["tasks.json"]));
    }

    private async Task MakeAsync()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Parse the header", "--id", "a");
        await _cli.RunAsync("claim", "a");
    }
}
