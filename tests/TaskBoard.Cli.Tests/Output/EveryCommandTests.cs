using System.Text.Json;
using TaskBoard.Cli.Tests.Terminal;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Output;

/// <summary>Every command, over a board full of escape sequences, C1 controls and marks of the writing direction: none of them reaches whoever looks.</summary>
public sealed class EveryCommandTests : IDisposable
{
    private const string Evil = "\u001b]0;owned\u0007\u001b[31mred\u009b2J\u202egnp.exe\u2066\u200f\u007f\r\nnext\ttab\u0085";

    /// <summary>The commands, most of them several times; what needs a task has one of its own.</summary>
    private static readonly string[][] s_lines =
    [
        ["list"], ["list", "--all", "--text", "red"], ["list", "--status", "failed"], ["show", "a"], ["show", "done"], ["show", Evil], ["next"], ["claim", "a"], ["claim"], ["start", "a"],
        ["progress", "a", "50", "--note", Evil], ["note", "a", Evil], ["complete", "a", Evil, "--evidence", Evil, "--artifact", Evil], ["claim", "b", "--override"], ["fail", "b", Evil, "--no-retry"],
        ["retry", "b", Evil], ["claim", "b", "--override"], ["release", "b"], ["block", "b", Evil], ["unblock", "b"], ["cancel", "b", Evil], ["reopen", "b", Evil], ["edit", "b", "--title", Evil],
        ["depend", "b", "--on", "held"], ["depend", "b", "--on", "b"], ["explain", "b"], ["explain", "held"], ["explain", "twice"], ["remove", "held"], ["remove", Evil], ["add", "--", Evil], ["add", "--id", Evil, "x"],
        ["plan", "plan.json"], ["plan", "plan.json", "--dry-run"], ["plan", "evil.json"], ["agents"], ["register", "--role", "r", "--focus", "f"], ["heartbeat", "--note", "n"], ["deregister"],
        ["personas"], ["personas", "show", "reviewer"], ["personas", "set", "reviewer", "evil.json"], ["personas", "remove", "reviewer"], ["log"], ["log", "a"], ["diff", "0"], ["replay", "--at", "2"], ["verify"],
        ["query", "SELECT * FROM tasks"], ["query", "SELECT * FROM task_timeline"], ["query", $"SELECT '{Evil}' AS \"{Evil}\""], ["query", $"SELECT {Evil}"], ["stats"], ["stats", "--prometheus"],
        ["audit", "seal"], ["report"], ["graph"], ["graph", "--mermaid"], ["graph", "b"], ["check"], ["doctor"], ["repair", "--dry-run"], ["repair"], ["backup"], ["monitor", "--once"], ["monitor", "--once", "--repair"],
        ["fmt", "--check"], ["fmt"], ["lock", "show"], ["lock", "break", "--id", Evil, "--yes"], ["lock", "run", "--", "true"], ["import", "evil.json"], ["merge", "evil.json", "tasks.json", "evil.json"], ["wait", "--for", "b:COMPLETED", "--timeout", "0s"],
        ["wait", "--for", Evil], ["work", "--once", "--", "true"], ["schema"], ["guide"], ["completion", "bash"], ["init"], [Evil], ["list", "--" + Evil], ["list", "--status", Evil], ["--board", Evil, "list"],
    ];

    /// <summary>What has a test of its own: it answers in a protocol, or goes on.</summary>
    private static readonly string[] s_elsewhere = ["mcp", "watch"];

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
        var cli = await BoardAsync(way);
        foreach (var line in s_lines)
        {
            var answer = await cli.RunAsync([.. line.TakeWhile(w => w != "--"), .. way == "json" ? new[] { "--json" } : [], .. line.SkipWhile(w => w != "--")]);
            foreach (var text in new[] { answer.Out, answer.Error })
            {
                var sent = Sent(way == "drawn" ? Screens.WithoutColours(text) : text);
                Assert.True(sent is null, $"{way} {JsonSerializer.Serialize(line)}: U+{sent:x4} in {JsonSerializer.Serialize(text)}");
            }

            Assert.DoesNotContain("This is a bug", answer.Error, StringComparison.Ordinal);
        }
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

    private async Task<CliRun> BoardAsync(string way)
    {
        var cli = new CliRun(Directory.CreateDirectory(_directory[way]).FullName);
        var evil = JsonSerializer.Serialize(Evil);
        var board = """
            [
              {"id":"a","title":%,"description":%,"labels":[%],"acceptance":[%],"paths":[%],"notes":[{"timestamp":"2026-11-21T09:00:00.000Z","agent_id":%,"text":%}],"related":[%],%:%},
              {"id":"b","title":"b","depends_on":["a",%],"blocked":%,"persona":%,"result":{"summary":%,"artifacts":[%]}},
              {"id":"held","title":"h","status":%,"priority":%},
              {"id":"twice","title":"t","title":%,"assigned_to":"x"},
              {"id":"done","title":%,"status":"COMPLETED","assigned_to":%,"result":{"summary":%},"history":[{"timestamp":"2026-11-21T09:00:00.000Z","event":"CREATED","agent_id":%,"details":%}]},
              {"id":"work","title":"w","status":"IN_PROGRESS","assigned_to":%,"parent":"done"}
            ]
            """.Replace("%", evil, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(cli.Directory, "tasks.json"), board);
        await File.WriteAllTextAsync(Path.Combine(cli.Directory, "evil.json"), board.Replace("\"id\":\"a\"", $"\"id\":{evil}", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(cli.Directory, "plan.json"), $$"""[{"key":"k","title":{{evil}},"depends_on":["b"]},{"key":"l","title":"l","parent":"k"}]""");
        Directory.CreateDirectory(Path.Combine(cli.Directory, "personas"));
        await File.WriteAllTextAsync(Path.Combine(cli.Directory, "personas", "reviewer.md"), $"# {Evil}\n\n{Evil}\n");
        Assert.Equal(0, (await cli.RunAsync("init")).Code);
        if (way == "broken")
        {
            await File.WriteAllTextAsync(Path.Combine(cli.Directory, "tasks.json"), board.Replace("\"id\":\"b\"", "\"id\":\"a\"", StringComparison.Ordinal) + Evil);
        }

        if (way == "drawn")
        {
            cli.Screen = Screens.Of(100);
        }

        return cli;
    }
}
