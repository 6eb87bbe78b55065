using System.Text;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

public sealed class RepairCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;
    private readonly StringBuilder _text = new();

    public RepairCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_board_is_backed_up_broken_and_repaired()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Parse the header", "--id", "parse");
        await SayAsync(0, "repair", "--dry-run");
        await SayAsync(0, "backup");
        _cli.Clock.Advance(TimeSpan.FromHours(1));
        await _cli.RunAsync("note", "parse", "one more");
        await SayAsync(0, "backup", "--keep", "1", "--json");
        await SayAsync(2, "backup", "--keep", "0");

        await File.WriteAllTextAsync(_directory["tasks.json"], "```json\n" + await File.ReadAllTextAsync(_directory["tasks.json"]) + "```\n");
        await SayAsync(6, "repair", "--dry-run");
        await SayAsync(0, "repair");

        File.Delete(_directory[".taskboard/history.db-wal"]);
        await File.WriteAllTextAsync(_directory[".taskboard/history.db"], "this is no database, and never was one");
        await SayAsync(6, "backup");
        await SayAsync(6, "add", "one more");
        await SayAsync(6, "repair", "--dry-run");
        await SayAsync(0, "repair", "--json");
        await SayAsync(0, "log");
        await SayAsync(0, "verify");
        await SayAsync(0, "repair");
        await Snapshot.Verify(_text.ToString());
    }

    [Fact]
    public async Task Doctor_tells_what_repair_would_do()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Parse the header", "--id", "parse");
        File.Delete(_directory[".taskboard/history.db-wal"]);
        await File.WriteAllTextAsync(_directory[".taskboard/history.db"], "this is no database, and never was one");
        var damaged = await _cli.RunAsync("doctor");
        Assert.Equal(6, damaged.Code);
        Assert.Contains("SQLite cannot read the history", damaged.Out, StringComparison.Ordinal);
        Assert.Contains("taskboard repair", damaged.Out, StringComparison.Ordinal);
        await _cli.RunAsync("repair");
        Assert.Equal(0, (await _cli.RunAsync("doctor")).Code);

        await File.AppendAllTextAsync(_directory["tasks.json"], "```\n");
        var fenced = await _cli.RunAsync("doctor");
        Assert.Equal(6, fenced.Code);
        Assert.Contains("Without the fence it can be read", fenced.Out, StringComparison.Ordinal);
    }

    private async Task SayAsync(int code, params string[] args)
    {
        var answer = await _cli.RunAsync(args);
        _text.Append("$ taskboard ").Append(string.Join(' ', args)).Append('\n').Append(Fixed(answer.Without(_directory))).Append('\n');
        Assert.True(code == answer.Code, answer.ToString());
    }

    private static string Fixed(string text) => System.Text.RegularExpressions.Regex.Replace(text, "[0-9a-f]{64}", "HASH", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
