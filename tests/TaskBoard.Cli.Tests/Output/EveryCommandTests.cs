using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TaskBoard.Cli.Tests.Terminal;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Output;

/// <summary>Every command, over a board full of escape sequences, C1 controls and marks of the writing direction: none of them reaches whoever looks.</summary>
public sealed partial class EveryCommandTests : IDisposable
{
    private const string Evil = "\u001b]0;owned\u0007\u001b[31mred\u009b2J\u202egnp.exe\u2066\u200f\u007f\r\nnext\ttab\u0085";

    /// <summary>A name, as somebody writes it who wants the rest of it to pass for a line of its own.</summary>
    private const string Lines = "x\nFORGED\r\nFORGED\u0085FORGED\u2028FORGED\fFORGED";

    /// <summary>The commands, most of them several times; what needs a task has one of its own.</summary>
    private static readonly string[][] s_lines =
    [
        ["list"], ["list", "--all", "--text", "red"], ["list", "--status", "failed"], ["show", "a"], ["show", "b"], ["show", "done"], ["show", Evil], ["next"], ["claim", "a"], ["claim"], ["start", "a"],
        ["progress", "a", "50", "--note", Evil], ["note", "a", Evil], ["complete", "a", Evil, "--evidence", Evil, "--artifact", Evil], ["claim", "b", "--override"], ["fail", "b", Evil, "--no-retry"],
        ["retry", "b", Evil], ["claim", "b", "--override"], ["release", "b"], ["block", "b", Evil], ["unblock", "b"], ["cancel", "b", Evil], ["reopen", "b", Evil], ["edit", "b", "--title", Evil],
        ["depend", "b", "--on", "held"], ["depend", "b", "--on", "b"], ["explain", "b"], ["explain", "done"], ["explain", "held"], ["explain", "twice"], ["remove", "held"], ["remove", Evil], ["add", "--", Evil], ["add", "--id", Evil, "x"],
        ["plan", "plan.json"], ["plan", "plan.json", "--dry-run"], ["plan", "evil.json"], ["agents"], ["register", "--role", "r", "--focus", "f"], ["heartbeat", "--note", "n"], ["deregister"],
        ["personas"], ["personas", "show", "reviewer"], ["personas", "set", "reviewer", "evil.json"], ["personas", "remove", "reviewer"], ["log"], ["log", "a"], ["diff", "0"], ["replay", "--at", "2"], ["verify"],
        ["query", "SELECT * FROM tasks"], ["query", "SELECT * FROM task_timeline"], ["query", $"SELECT '{Evil}' AS \"{Evil}\""], ["query", $"SELECT {Evil}"], ["stats"], ["stats", "--prometheus"],
        ["audit", "seal"], ["report"], ["graph"], ["graph", "--mermaid"], ["graph", "b"], ["check"], ["doctor"], ["repair", "--dry-run"], ["repair"], ["backup"], ["monitor", "--once"], ["monitor", "--once", "--repair"],
        ["fmt", "--check"], ["fmt"], ["lock", "show"], ["lock", "break", "--id", Evil, "--yes"], ["lock", "run", "--", "true"], ["import", "evil.json"], ["merge", "evil.json", "tasks.json", "evil.json"], ["wait", "--for", "b:COMPLETED", "--timeout", "0s"],
        ["wait", "--for", Evil], ["work", "--once", "--", "true"], ["schema"], ["guide"], ["completion", "bash"], ["init"], [Evil], ["list", "--" + Evil], ["list", "--status", Evil], ["--board", Evil, "list"],
    ];

    /// <summary>What has tests of its own below: it answers in a protocol, or goes on.</summary>
    private static readonly string[] s_elsewhere = ["mcp", "watch"];

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void None_is_left_out() =>
        Assert.Empty(CommandList.All().Select(c => c.Name).Except(s_lines.Select(l => l[0]).Concat(s_elsewhere).Concat(["restore", "undo", "accept"]), StringComparer.Ordinal));

    [Theory]
    [InlineData("plain")]
    [InlineData("json")]
    [InlineData("drawn")]
    [InlineData("broken")]
    public async Task No_control_character_of_a_board_is_sent(string way)
    {
        var cli = await BoardAsync(way, Evil);
        foreach (var line in s_lines)
        {
            var answer = await cli.RunAsync([.. line.TakeWhile(w => w != "--"), .. way == "json" ? new[] { "--json" } : [], .. line.SkipWhile(w => w != "--")]);
            foreach (var text in new[] { answer.Out, answer.Error })
            {
                AssertNoneIsSent(way == "drawn" ? Screens.WithoutColours(text) : text, JsonSerializer.Serialize(line));
            }

            Assert.DoesNotContain("This is a bug", answer.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("drawn")]
    public async Task What_is_one_line_stays_on_one(string way)
    {
        var cli = await BoardAsync(way, Lines);
        foreach (var line in s_lines)
        {
            var answer = await cli.RunAsync(line);
            foreach (var shown in Screens.WithoutColours(answer.Out + answer.Error).Split('\n'))
            {
                Assert.False(shown.TrimStart(' ', '-').StartsWith("FORGED", StringComparison.Ordinal), $"{way} {JsonSerializer.Serialize(line)}: {shown}");
            }
        }
    }

    [Theory]
    [InlineData()]
    [InlineData("--json")]
    public async Task None_is_sent_by_watch(params string[] options)
    {
        var cli = await PlayedBoardAsync();
        var events = (await cli.RunAsync("log", "--since", "0", "--limit", "1000")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        using var watch = Child.Start(cli.Directory, CliExecutable.Path, ["watch", "--since", "0", .. options]);
        var lines = new StringBuilder();
        for (var i = 0; i < events; i++)
        {
            lines.Append(await watch.StandardOutput.ReadLineAsync().WaitAsync(s_patience)).Append('\n');
        }

        watch.Kill();
        var text = lines + (await watch.AnswerAsync()).Error;
        Assert.Contains("owned", text, StringComparison.Ordinal);
        AssertNoneIsSent(text);
    }

    [Theory]
    [InlineData("drawn", @"\e]0;owned\u0007")]
    [InlineData("broken", "cannot be read")]
    public async Task None_is_sent_by_watch_on_a_terminal(string way, string shown)
    {
        var cli = await BoardAsync(way, Evil);
        await using var live = new LiveRun(cli.Directory);
        await live.ShowsAsync(shown);
        Assert.Equal(0, await live.EndAsync());
        AssertNoneIsSent(OfThePage().Replace(live.Text, ""));
    }

    [Fact]
    public async Task None_is_sent_by_mcp_and_nothing_but_its_protocol()
    {
        var cli = await PlayedBoardAsync();
        using var server = Child.Start(cli.Directory, CliExecutable.Path, "mcp", "--agent", "tester");
        (string Method, object Parameters)[] requests =
        [
            ("initialize", new { protocolVersion = "2025-11-25", capabilities = new { }, clientInfo = new { name = Evil, version = Evil } }),
            .. new (string Tool, object Arguments)[]
            {
                ("board_status", new { }), ("list_tasks", new { all = true }), ("list_tasks", new { text = Evil }), ("get_task", new { task = "a" }), ("get_task", new { task = "done" }),
                ("get_task", new { task = "held" }), ("get_task", new { task = Evil }), ("task_history", new { }), ("task_history", new { at = "1" }), ("claim_task", new { task = "a", @override = true }),
                ("update_task", new { task = "a", title = Evil }), ("update_task", new { task = "b", priority = Evil }), (Evil, new { }),
            }.Select(call => ("tools/call", (object)new { name = call.Tool, arguments = call.Arguments })),
            ("resources/read", new { uri = "taskboard://board" }), ("resources/read", new { uri = "taskboard://report" }), ("resources/read", new { uri = Evil }), (Evil, new { }),
        ];
        foreach (var (request, id) in requests.Select((r, i) => (r, i)))
        {
            await server.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { jsonrpc = "2.0", id, method = request.Method, @params = request.Parameters }));
        }

        for (var answers = 0; answers < requests.Length;)
        {
            answers += Answers((await server.StandardOutput.ReadLineAsync().WaitAsync(s_patience))!);
        }

        var end = await server.AnswerAsync();
        Assert.Equal((0, 0), (end.Code, end.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Sum(Answers)));
        AssertNoneIsSent(end.Error);

        static int Answers(string line)
        {
            AssertNoneIsSent(line);
            using var message = JsonDocument.Parse(line);
            Assert.Equal("2.0", message.RootElement.GetProperty("jsonrpc").GetString());
            return message.RootElement.TryGetProperty("id", out _) ? 1 : 0;
        }
    }

    private static void AssertNoneIsSent(string text, string line = "")
    {
        var sent = Sent(text);
        Assert.True(sent is null, $"{line}: U+{sent:x4} in {JsonSerializer.Serialize(text)}");
    }

    /// <summary>The first character that a terminal would act upon; null: there is none. Texts of several lines keep their lines and tabs.</summary>
    private static int? Sent(string text)
    {
        foreach (var c in text)
        {
            if ((char.IsControl(c) && c is not '\n' and not '\t') || c is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069' or '\u200e' or '\u200f' or '\u2028' or '\u2029')
            {
                return c;
            }
        }

        return null;
    }

    /// <summary>A board on which all that was done that the other commands do.</summary>
    private async Task<CliRun> PlayedBoardAsync()
    {
        var cli = await BoardAsync("played", Evil);
        foreach (var line in s_lines)
        {
            await cli.RunAsync(line);
        }

        return cli;
    }

    /// <summary>What the page of a live board and its colours are painted with.</summary>
    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]|\r\n")]
    private static partial Regex OfThePage();

    /// <summary>A board with a text in all that is one line, and another in all that may have several.</summary>
    private async Task<CliRun> BoardAsync(string way, string name)
    {
        var cli = new CliRun(Directory.CreateDirectory(_directory[way]).FullName);
        string Filled(string text) => text.Replace("%%", JsonSerializer.Serialize(Evil), StringComparison.Ordinal).Replace("%", JsonSerializer.Serialize(name), StringComparison.Ordinal);
        var board = Filled("""
            [
              {"id":"a","title":%,"description":%%,"labels":[%],"acceptance":[%%],"paths":[%],"notes":[{"timestamp":"2026-11-21T09:00:00.000Z","agent_id":%,"text":%%}],"related":[%],%:%%},
              {"id":"b","title":"b","depends_on":["a",%],"blocked":%,"persona":%,"result":{"summary":%%,"artifacts":[%]}},
              {"id":"held","title":"h","status":%,"priority":%},
              {"id":"twice","title":"t","title":%,"assigned_to":"x"},
              {"id":"done","title":%,"status":"COMPLETED","assigned_to":%,"created_by":%,"result":{"summary":%%,"evidence":%},"history":[{"timestamp":"2026-11-21T09:00:00.000Z","event":"CREATED","agent_id":%,"details":%}]},
              {"id":"work","title":"w","status":"IN_PROGRESS","assigned_to":%,"parent":"done","depends_on":["done"]},
              {"id":%,"title":%,"parent":"done"}
            ]
            """);
        await File.WriteAllTextAsync(Path.Combine(cli.Directory, "tasks.json"), board);
        await File.WriteAllTextAsync(Path.Combine(cli.Directory, "evil.json"), board.Replace("\"id\":\"a\"", Filled("\"id\":%"), StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(cli.Directory, "plan.json"), Filled("""[{"key":"k","title":%,"depends_on":["b"]},{"key":"l","title":"l","parent":"k"}]"""));
        Directory.CreateDirectory(Path.Combine(cli.Directory, "personas"));
        await File.WriteAllTextAsync(Path.Combine(cli.Directory, "personas", "reviewer.md"), $"# {Evil}\n\n{Evil}\n");
        Assert.Equal(0, (await cli.RunAsync("init")).Code);
        if (way == "broken")
        {
            await File.WriteAllTextAsync(Path.Combine(cli.Directory, "tasks.json"), board.Replace("\"id\":\"b\"", "\"id\":\"a\"", StringComparison.Ordinal) + Evil);
        }

        if (way == "drawn")
        {
            // So wide that no line is broken.
            cli.Screen = Screens.Of(5000);
        }

        return cli;
    }
}
