using System.Diagnostics;
using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary><c>taskboard watch</c>, as a process of its own beside others that change the board.</summary>
public sealed class WatchCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(120));
    private readonly CliRun _cli;

    public WatchCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose()
    {
        _end.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Since_a_revision_all_events_come_in_the_words_of_log_until_a_signal_ends_it(string signal)
    {
        await PlayAsync();
        using var watch = Start("watch", "--since", "1");
        var log = (await _cli.RunAsync("log", "--since", "1")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(log, await LinesAsync(watch, log.Length));
        await _cli.RunAsync("note", "a", "one more \u001b[31m");
        Assert.EndsWith("UPDATED  tester  noted: one more \\e[31m", Assert.Single(await LinesAsync(watch, 1)), StringComparison.Ordinal);
        await SignalAsync(watch, signal);
        var answer = await EndAsync(watch);
        Assert.Equal(
            new CliAnswer(0, "", $"Watching {Checked(_directory.Path)} for what comes after revision 1; Ctrl-C ends it.\n"), answer);
    }

    [Fact]
    public async Task From_now_on_what_is_done_after_it_said_so_comes_and_nothing_older()
    {
        await PlayAsync();
        await File.WriteAllTextAsync(_directory["tasks.lock"], """{"agent_id":"script","timestamp":"2026-11-21T09:00:00Z"}""");
        await using (var board = await Board.OpenAsync(_directory.Path))
        {
            await board.BreakLockAsync((await board.ReadLockAsync())!.Id, "operator");
        }

        using var watch = Start("watch");
        Assert.EndsWith("after revision 3; Ctrl-C ends it.", await watch.StandardError.ReadLineAsync(_end.Token), StringComparison.Ordinal);
        await _cli.RunAsync("add", "Write", "--id", "b");
        Assert.StartsWith("   4  ", Assert.Single(await LinesAsync(watch, 1)), StringComparison.Ordinal);
        await SignalAsync(watch, "TERM");
        Assert.Equal(new CliAnswer(0, "", ""), await EndAsync(watch));
    }

    [Fact]
    public async Task As_json_each_line_is_a_document_with_what_log_says_of_the_event()
    {
        await PlayAsync();
        using var watch = Start("watch", "--since", "0", "--json");
        using var log = JsonDocument.Parse((await _cli.RunAsync("log", "--json")).Out);
        var items = log.RootElement.GetProperty("items").EnumerateArray().ToList();
        foreach (var (line, item) in (await LinesAsync(watch, items.Count)).Zip(items))
        {
            using var document = JsonDocument.Parse(line);
            Assert.Equal(["schema", "kind", .. item.EnumerateObject().Select(p => p.Name), "warnings"], document.RootElement.EnumerateObject().Select(p => p.Name));
            Assert.Equal("event", document.RootElement.GetProperty("kind").GetString());
            Assert.All(item.EnumerateObject(), p => Assert.Equal(p.Value.GetRawText(), document.RootElement.GetProperty(p.Name).GetRawText()));
        }

        await SignalAsync(watch, "TERM");
        Assert.Equal(new CliAnswer(0, "", ""), await EndAsync(watch));
    }

    [Fact]
    public async Task Since_a_revision_that_the_history_has_not_come_to_all_of_it_comes_and_that_is_said()
    {
        await PlayAsync();
        using var watch = Start("watch", "--since", "85");
        Assert.Equal(3, (await LinesAsync(watch, 3)).Count);
        await SignalAsync(watch, "TERM");
        var answer = await EndAsync(watch);
        Assert.StartsWith("warning: The history goes to revision 3 only: ", answer.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (answer.Code, answer.Out));
    }

    [Fact]
    public async Task It_ends_where_nobody_reads_its_output_any_more()
    {
        await PlayAsync();
        using var watch = Start("watch");
        await watch.StandardError.ReadLineAsync(_end.Token);
        watch.StandardOutput.Close();
        await watch.WaitForExitAsync(_end.Token);
        Assert.Equal(0, watch.ExitCode);
    }

    [Fact]
    public async Task Where_the_history_is_damaged_it_ends_and_says_so()
    {
        await PlayAsync();
        using var watch = Start("watch");
        await watch.StandardError.ReadLineAsync(_end.Token);
        foreach (var file in Directory.GetFiles(_directory[".taskboard"], "history.db-*"))
        {
            File.Delete(file);
        }

        await File.WriteAllTextAsync(_directory[".taskboard/history.db"], new string('x', 8192));
        var answer = await EndAsync(watch);
        Assert.Equal((6, ""), (answer.Code, answer.Out));
        Assert.Contains("(TB5002)", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revision_below_zero_is_no_revision() => Assert.Equal(2, (await (await PlayAsync()).RunAsync("watch", "--since=-1")).Code);

    private async Task<CliRun> PlayAsync()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Parse", "--id", "a");
        await _cli.RunAsync("claim");
        await _cli.RunAsync("complete", "a", "done");
        return _cli;
    }

    private Process Start(params string[] arguments) => Child.Start(_directory.Path, CliExecutable.Path, arguments);

    private async Task<List<string>> LinesAsync(Process watch, int count)
    {
        var lines = new List<string>();
        while (lines.Count < count && await watch.StandardOutput.ReadLineAsync(_end.Token) is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    private static async Task SignalAsync(Process watch, string signal) =>
        Assert.Equal(0, (await ProgramRun.Of("/bin/kill", $"-{signal}", $"{watch.Id}")).ExitCode);

    private async Task<CliAnswer> EndAsync(Process watch)
    {
        var answer = watch.AnswerAsync();
        await answer.WaitAsync(_end.Token);
        return await answer;
    }

    // A temporary directory may stand behind a symbolic link.
    private static string Checked(string directory) => new DirectoryInfo(directory).FullName;
}
