using System.Text;
using System.Text.Json;
using TaskBoard.Fronts;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>Commands that look into the history.</summary>
public sealed class HistoryCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public HistoryCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Differences_figures_queries_and_seals_read_as_they_did()
    {
        await PlayAsync();
        await VerifyAsync([
            (0, ["diff", "1", "2"]),
            (0, ["diff", "5"]),
            (0, ["diff", "6", "5", "--json"]),
            (0, ["diff", "2026-11-21T08:00:00Z", "2026-11-21T09:00:01Z"]),
            (0, ["diff", "7"]),
            (0, ["query", "SELECT agent_id, tasks, claims, completed, failed FROM agent_activity"]),
            (0, ["query", "SELECT seq, task_id, title, NULL AS no, 1.5 AS half FROM events LEFT JOIN tasks ON tasks.id = task_id ORDER BY seq", "--limit", "3"]),
            (0, ["query", "SELECT seq, 'a' AS letter, 1.5, x'00ff', NULL, seq FROM events", "--limit", "1", "--json"]),
            (0, ["query", "SELECT :who AS who, :nobody AS nobody", "--param", "who=O'Brien = x", "--param", ":nobody="]),
            (0, ["query", "SELECT * FROM events WHERE seq < 0"]),
            (0, ["stats"]),
            (0, ["stats", "--json"]),
            (0, ["stats", "--prometheus"]),
            (0, ["audit", "seal"]),
            (0, ["audit", "seal", "kept.seal"]),
            (4, ["audit", "seal", "kept.seal"]),
            (0, ["audit", "seal", "other.seal", "--json"]),
            (0, ["audit", "seal", "other.seal", "--append"]),
            (0, ["verify", "--expect", "other.seal"]),
            (0, ["verify", "--expect", "kept.seal"]),
            (1, ["audit", "seal", "nowhere/kept.seal"]),
        ]);
    }

    [Fact]
    public async Task What_makes_no_sense_or_would_write_is_refused()
    {
        await PlayAsync();
        await File.WriteAllTextAsync(_directory["no.seal"], "{\"taskboard_seal\":1,\"head\":\"x\"}");
        await VerifyAsync([
            (2, ["diff", "soon"]),
            (7, ["diff", "0", "99"]),
            (4, ["query", "DELETE FROM events"]),
            (4, ["query", "SELECT 1; SELECT 2", "--json"]),
            (2, ["query", "SELECT * FROM task"]),
            (2, ["query", "SELECT", "--limit", "0"]),
            (2, ["query", "SELECT 1", "--timeout", "soon"]),
            (2, ["query", "SELECT 1", "--param", "day"]),
            (2, ["query", "SELECT 1", "--param", "day=x"]),
            (2, ["query", "-- a comment alone"]),
            (2, ["stats", "--json", "--prometheus"]),
            (2, ["audit"]),
            (2, ["verify", "--expect", "12:abc"]),
            (7, ["verify", "--expect", "nowhere.seal"]),
            (2, ["verify", "--expect", "no.seal"]),
            (4, ["audit", "seal", "no.seal", "--append"]),
            (2, ["audit", "seal", "--append"]),
        ]);
    }

    [Fact]
    public async Task A_query_comes_from_standard_input_as_it_is()
    {
        await PlayAsync();
        _cli.Stdin = "-- What is\n-- \"done\"?\nSELECT id\nFROM tasks\nWHERE status = 'COMPLETED';\n";
        Assert.Equal("id\n-----\nparse\n", (await _cli.RunAsync("query", "-")).Out);
    }

    [Fact]
    public async Task What_a_task_is_called_cannot_paint_the_terminal_or_break_the_metrics()
    {
        await _cli.RunAsync("init");
        var added = await _cli.RunAsync("add", "--id", "a", "--agent", "\"x\\y\"", "--", "\u001b]0;title\u0007 \u202eline");
        Assert.True(added.Code == 0, added.ToString());
        foreach (var args in new string[][] { ["query", "SELECT * FROM tasks"], ["diff", "0"], ["stats"], ["stats", "--prometheus"] })
        {
            var answer = await _cli.RunAsync(args);
            Assert.True(answer.Code == 0 && answer.Out.All(c => c == '\n' || !char.IsControl(c)), answer.ToString());
        }

        Assert.Contains("taskboard_agent_claims_total{agent=\"\\\"x\\\\y\\\"\"} 0\n", (await _cli.RunAsync("stats", "--prometheus")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_that_has_no_history_yet_has_no_figures()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], "[]");
        _cli.Set("TASKBOARD_DIR", _directory.Path);
        foreach (var args in new string[][] { ["diff", "0"], ["query", "SELECT * FROM tasks"], ["stats"], ["audit", "seal"] })
        {
            var answer = await _cli.RunAsync(args);
            Assert.True(answer.Code == 0, answer.ToString());
        }

        Assert.False(Directory.Exists(_directory[".taskboard"]));
    }

    [Fact]
    public async Task A_seal_finds_a_history_that_was_begun_anew_or_cut_off()
    {
        await PlayAsync();
        await _cli.RunAsync("audit", "seal", "kept.seal");
        await _cli.RunAsync("add", "more");
        Assert.Equal(0, (await _cli.RunAsync("verify", "--expect", "kept.seal")).Code);

        var head = JsonDocument.Parse(await File.ReadAllTextAsync(_directory["kept.seal"])).RootElement.GetProperty("head").GetString()!;
        await File.WriteAllTextAsync(_directory["head.txt"], head + "\n");
        Assert.Equal(0, (await _cli.RunAsync("verify", "--expect", "head.txt")).Code);

        _cli.Set("TASKBOARD_DIR", _directory.Path);
        Directory.Delete(_directory[".taskboard"], recursive: true);
        await _cli.RunAsync("add", "most");
        Assert.Equal(0, (await _cli.RunAsync("verify")).Code);
        var answer = await _cli.RunAsync("verify", "--expect", "kept.seal");
        Assert.Equal(6, answer.Code);
        Assert.Contains("another board, or its history was begun anew", answer.Out, StringComparison.Ordinal);
        Assert.Contains("its tail was cut off", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seals_in_one_file_are_all_looked_for_and_added_to_only_where_they_hold()
    {
        await PlayAsync();
        await _cli.RunAsync("audit", "seal", "all.seals", "--append");
        await _cli.RunAsync("add", "more");
        await _cli.RunAsync("audit", "seal", "all.seals", "--append");
        var seals = await File.ReadAllLinesAsync(_directory["all.seals"]);
        Assert.Equal(2, seals.Length);
        Assert.Equal(0, (await _cli.RunAsync("verify", "--expect", "all.seals")).Code);

        // The last line lost its end, as by an editor.
        await File.WriteAllTextAsync(_directory["all.seals"], string.Join("\r\n", seals));
        Assert.Equal(0, (await _cli.RunAsync("audit", "seal", "all.seals", "--append")).Code);
        Assert.Equal(3, (await File.ReadAllLinesAsync(_directory["all.seals"])).Length);

        foreach (var forged in new[] { seals[0].Replace("\"head\":\"", "\"head\":\"1", StringComparison.Ordinal), seals[0].Replace("\"board_id\":\"", "\"board_id\":\"x", StringComparison.Ordinal) })
        {
            await File.WriteAllLinesAsync(_directory["all.seals"], [seals[1], forged, seals[0]]);
            Assert.Equal(6, (await _cli.RunAsync("verify", "--expect", "all.seals")).Code);
            Assert.NotEqual(0, (await _cli.RunAsync("audit", "seal", "all.seals", "--append")).Code);
            Assert.Equal(3, (await File.ReadAllLinesAsync(_directory["all.seals"])).Length);
        }
    }

    [Fact]
    public async Task A_hand_edit_that_is_not_recorded_yet_is_said_not_to_be_in_the_answer()
    {
        const string Warning = "tasks.json holds a hand edit that is not recorded yet, and so is not in this answer; the next change records it.";
        await PlayAsync();
        var text = await File.ReadAllTextAsync(_directory["tasks.json"]);
        await File.WriteAllTextAsync(_directory["tasks.json"], text + "\n\n");
        Assert.Equal("", (await _cli.RunAsync("stats")).Error);
        await File.WriteAllTextAsync(_directory["tasks.json"], text.Replace("Print", "Print it", StringComparison.Ordinal));
        Assert.Equal($"warning: {Warning}\n", (await _cli.RunAsync("query", "SELECT 1")).Error);
        Assert.Equal($"warning: {Warning}\n", (await _cli.RunAsync("stats", "--prometheus")).Error);
        Assert.Equal($"warning: {Warning}\n", (await _cli.RunAsync("log")).Error);
        Assert.Equal("", (await _cli.RunAsync("log", "--since", "1")).Error);
        Assert.StartsWith($"warning: {Warning}\n", (await _cli.RunAsync("diff", "1")).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", (await _cli.RunAsync("diff", "1", "2")).Error, StringComparison.Ordinal);
        Assert.Contains($"\"warnings\":[\"{Warning}\"]", (await _cli.RunAsync("stats", "--json")).Out, StringComparison.Ordinal);
        await _cli.RunAsync("note", "print", "n");
        Assert.Equal("", (await _cli.RunAsync("query", "SELECT 1")).Error);
    }

    /// <summary>Two tasks, one done at the second attempt, the other taken from its agent by a person.</summary>
    private async Task PlayAsync()
    {
        string[][] story =
        [
            ["init"],
            ["add", "Parse the header", "--id", "parse"],
            ["add", "Print", "--id", "print", "--depends-on", "parse"],
            ["claim", "parse", "--agent", "agent-1"],
            ["fail", "parse#1", "no header", "--agent", "agent-1"],
            ["claim", "parse", "--agent", "agent-2", "--override"],
            ["complete", "parse#2", "parsed", "--agent", "agent-2"],
        ];
        foreach (var args in story)
        {
            var answer = await _cli.RunAsync(args);
            Assert.True(answer.Code == 0, answer.ToString());
            _cli.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        await _cli.RunAsync("claim", "print", "--agent", "agent-1");
        var board = await File.ReadAllTextAsync(_directory["tasks.json"]);
        await File.WriteAllTextAsync(_directory["tasks.json"], board.Replace("\"assigned_to\": \"agent-1\"", "\"assigned_to\": \"ann\"", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(_directory["tasks.json"], _cli.Clock.GetUtcNow().UtcDateTime);
        await _cli.RunAsync("add", "Ship", "--id", "ship");
    }

    private async Task VerifyAsync((int Code, string[] Args)[] calls, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        var text = new StringBuilder();
        foreach (var (code, args) in calls)
        {
            var answer = await _cli.RunAsync(args);
            Assert.True(code == answer.Code, $"{string.Join(' ', args)}: {answer}");
            text.Append("$ taskboard ").Append(VisibleText.Line(string.Join(' ', args))).Append('\n').Append(answer.Without(_directory)).Append('\n');
        }

        await Snapshot.Verify(text.ToString(), method: method);
    }
}
