using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TaskBoard.Cli.Tests.Terminal;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

public sealed partial class MonitorCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(120));
    private readonly CliRun _cli;

    public MonitorCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose()
    {
        _end.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Once_it_says_what_it_found_and_what_it_did()
    {
        var text = new StringBuilder();
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Parse", "--id", "parse");
        await TellAsync("monitor", "--once", "--backup-every", "0s");
        await TellAsync("monitor", "--once");
        await TellAsync("monitor", "--once", "--repair");
        await TellAsync("monitor", "--once", "--json");
        await BreakAsync();
        await TellAsync("monitor", "--once");
        await TellAsync("monitor", "--once", "--json");
        await TellAsync("monitor", "--once", "--repair");
        await TellAsync("monitor", "--once", "--repair");
        await File.WriteAllTextAsync(_directory["tasks.json"], "[{\"id\":");
        await TellAsync("monitor", "--once", "--repair");
        await TellAsync("monitor", "--interval", "0s");
        await TellAsync("monitor", "--once", "--keep-backups", "0");
        await TellAsync("monitor", "--once", "--board", "/nowhere");
        await Snapshot.Verify(text.ToString());

        async Task TellAsync(params string[] args) =>
            text.Append(CultureInfo.InvariantCulture, $"=== {string.Join(' ', args)}\n{Places().Replace((await _cli.RunAsync(args)).Without(_directory), "N")}");
    }

    [Fact]
    public async Task A_claim_and_a_lock_of_killed_processes_are_mended_by_one_command()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Parse", "--id", "parse");
        using (var holder = Start(new() { ["TASKBOARD_AGENT"] = "worker" }, "lock", "run", "--", "sh", "-c", "echo begun; exec sleep 100"))
        {
            Assert.Equal("begun", await holder.StandardOutput.ReadLineAsync(_end.Token));
            using (var claim = Start(new() { ["TASKBOARD_AGENT"] = "worker", ["TASKBOARD_LOCK"] = HeldNonce() }, "claim", "parse", "--lease", "1s"))
            {
                Assert.Equal(0, (await claim.AnswerAsync()).Code);
            }

            holder.Kill(entireProcessTree: true);
            await holder.WaitForExitAsync(_end.Token);
        }

        // The lease is over when a second has passed since before it was granted, as each look finds out anew.
        CliAnswer answer;
        do
        {
            using var monitor = Start([], "monitor", "--once", "--json", "--backup-every", "0s");
            answer = await monitor.AnswerAsync();
        }
        while (!answer.Out.Contains(MonitorCodes.LeaseExpired, StringComparison.Ordinal) && !_end.IsCancellationRequested);

        Assert.Equal((1, "possible possible"), (answer.Code, Repairs(answer)));
        using (var repair = Start([], "monitor", "--once", "--repair", "--json", "--backup-every", "0s"))
        {
            answer = await repair.AnswerAsync();
            Assert.Equal((0, "done done"), (answer.Code, Repairs(answer)));
        }

        Assert.Contains("monitor  lease expired (attempt 1 of worker)", (await _cli.RunAsync("log")).Out, StringComparison.Ordinal);
        Assert.Contains("LOCK_BROKEN", (await _cli.RunAsync("log")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_goes_on_saying_what_is_new_and_what_is_over_until_a_signal_ends_it(string signal)
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Parse", "--id", "parse");
        using var monitor = Start([], "monitor", "--repair", "--backup-every", "0s");
        Assert.Equal($"Monitoring {_directory.Path}; Ctrl-C ends it.", await monitor.StandardError.ReadLineAsync(_end.Token));
        Assert.EndsWith("Z nothing found", await monitor.StandardOutput.ReadLineAsync(_end.Token), StringComparison.Ordinal);
        await File.WriteAllTextAsync(_directory["tasks.json"], "[{\"id\":");
        Assert.Contains("Z error   board-unreadable      tasks.json:1:", await monitor.StandardOutput.ReadLineAsync(_end.Token), StringComparison.Ordinal);
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"parse","title":"Read"}]""");
        Assert.Contains("Z remark  history-behind        tasks.json: It holds a hand edit that is not on record. Repaired:", await monitor.StandardOutput.ReadLineAsync(_end.Token), StringComparison.Ordinal);
        Assert.Contains("Z over    board-unreadable      tasks.json:1:", await monitor.StandardOutput.ReadLineAsync(_end.Token), StringComparison.Ordinal);
        using (var kill = Process.Start("kill", [$"-{signal}", monitor.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(_end.Token);
        }

        Assert.Equal(new CliAnswer(0, "", ""), await monitor.AnswerAsync());
    }

    [Fact]
    public async Task As_json_each_look_is_a_document()
    {
        await _cli.RunAsync("init");
        using var monitor = Start([], "monitor", "--json", "--interval", "1s", "--backup-every", "0s");
        for (var i = 0; i < 2; i++)
        {
            using var document = JsonDocument.Parse((await monitor.StandardOutput.ReadLineAsync(_end.Token))!);
            Assert.Equal(("monitor.pass", 0), (document.RootElement.GetProperty("kind").GetString(), document.RootElement.GetProperty("open").GetInt32()));
        }

        monitor.Kill();
        await monitor.WaitForExitAsync(_end.Token);
    }

    [PseudoTerminalFact]
    public async Task On_a_terminal_the_last_line_says_how_things_stand()
    {
        await _cli.RunAsync("init");
        await using var terminal = PseudoTerminal.Run(_directory.Path, 100, 24, $"exec '{CliExecutable.Path}' monitor --repair --backup-every 0s");
        await terminal.ShowsAsync("nothing to see to, 0 remarks, 0 repaired so far");
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"a","title":"x","status":"IN_PROGRESS"}]""");
        await terminal.ShowsAsync("1 to see to, 0 remarks, 1 repaired so far");
        await terminal.TypeAsync("\u0003");
        Assert.Equal(0, await terminal.EndAsync());
        Assert.EndsWith("\r\e[2K", terminal.Text, StringComparison.Ordinal);
        Assert.Contains("or set it to PENDING.", terminal.Text, StringComparison.Ordinal);
        Assert.All(terminal.Text.Replace("\e[2K", "", StringComparison.Ordinal).Split('\r', '\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    private static string Repairs(CliAnswer answer)
    {
        using var document = JsonDocument.Parse(answer.Out);
        return string.Join(' ', document.RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("repair").GetString()));
    }

    private string HeldNonce()
    {
        using var record = JsonDocument.Parse(File.ReadAllText(_directory["tasks.lock"]));
        return record.RootElement.GetProperty("nonce").GetString()!;
    }

    /// <summary>A lease that ended, work in nobody's hands, and a hand edit that is not on record.</summary>
    private async Task BreakAsync()
    {
        await _cli.RunAsync("claim", "parse", "--lease", "1s");
        await File.WriteAllTextAsync(
            _directory["tasks.json"],
            (await File.ReadAllTextAsync(_directory["tasks.json"])).TrimEnd().TrimEnd(']').TrimEnd() + ",\n  {\"id\": \"doc\", \"title\": \"Write\", \"status\": \"IN_PROGRESS\"}\n]\n");

        // A lease counts by the clock of this boot, which no test can move for a command.
        while (!(await _cli.RunAsync("monitor", "--once")).Out.Contains(MonitorCodes.LeaseExpired, StringComparison.Ordinal) && !_end.IsCancellationRequested)
        {
        }
    }

    private Process Start(Dictionary<string, string> variables, params string[] args) =>
        Child.Start(_directory.Path, CliExecutable.Path, variables, [.. args, "--board", _directory.Path]);

    [GeneratedRegex(@"(?<=tasks\.json:)\d+:\d+|[0-9.]+(?= MiB)")]
    private static partial Regex Places();
}
