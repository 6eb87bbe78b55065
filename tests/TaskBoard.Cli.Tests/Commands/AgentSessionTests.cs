using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>Agents that call one command after the other, sensible and not: whatever comes back can be acted upon.</summary>
public sealed class AgentSessionTests : IDisposable
{
    private const int Commands = 200;

    private static readonly string[] s_texts =
        ["Parse the header", "@alice fix it", "a \"quoted\" $HOME `title`", "über ☕ 文字", "\e[31mred\e[0m\u0007", "[red]markup[/]", new string('x', 300), "line one\nline two", "100 %"];

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Two_hundred_commands_in_a_row_are_all_answered_in_json_and_every_refusal_says_what_to_do()
    {
        var seed = Seeds.Next();
        var random = new Random(seed);
        var cli = new CliRun(_directory.Path);
        Assert.Equal(0, (await cli.RunAsync("init", "--json")).Code);
        var (handles, met) = (new List<string>(), new Dictionary<int, int>());
        for (var i = 0; i < Commands; i++)
        {
            cli.Set("TASKBOARD_AGENT", $"agent-{random.Next(3)}").Clock.Advance(TimeSpan.FromSeconds(random.Next(120)));
            var (command, input) = Command(random, handles, i);
            cli.Stdin = input;
            var answer = await cli.RunAsync([.. command, "--json"]);
            var said = $"Seed {seed}, {string.Join(' ', command)}: {answer}";
            Check(answer, said);
            met[answer.Code] = met.GetValueOrDefault(answer.Code) + 1;
            if (answer.Code == 0 && command[0] == "claim")
            {
                handles.Add(JsonDocument.Parse(answer.Out).RootElement.GetProperty("claim").GetString()!);
            }
        }

        Assert.True(met[0] > Commands / 5, $"Seed {seed}: {string.Join(", ", met)}");
        Assert.True(met.Keys.Count >= 4, $"Seed {seed}: {string.Join(", ", met)}");
        Assert.Equal(0, (await cli.RunAsync("verify", "--json")).Code);
        using var replayed = JsonDocument.Parse((await cli.RunAsync("replay", "--at", $"{await LastRevisionAsync(cli)}")).Out);
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(_directory["tasks.json"]));
        Assert.True(JsonElement.DeepEquals(file.RootElement, replayed.RootElement), $"Seed {seed}");
    }

    /// <summary>One document on one stream, whatever happened, and no control character that a terminal would obey.</summary>
    private static void Check(CliAnswer answer, string said)
    {
        Assert.True(answer.Code is 0 or 2 or 3 or 4 or 7, said);
        Assert.All(answer.Out.Concat(answer.Error), c => Assert.True(c == '\n' || !char.IsControl(c), said));
        if (answer.Code is 0 or 3 && answer.Out.Length > 0)
        {
            Assert.Equal(1, answer.Out.Count(c => c == '\n'));
            var document = JsonDocument.Parse(answer.Out).RootElement;
            Assert.Equal(1, document.GetProperty("schema").GetInt32());
            Assert.Contains(".", document.GetProperty("kind").GetString(), StringComparison.Ordinal);
            return;
        }

        Assert.True(answer.Code is not 0 && answer.Out.Length == 0 && answer.Error.Count(c => c == '\n') == 1, said);
        var error = JsonDocument.Parse(answer.Error).RootElement.GetProperty("error");
        Assert.Matches("^TB[0-9]{4}$", error.GetProperty("code").GetString());
        var message = error.GetProperty("message").GetString()!;
        Assert.True(message.Length > 20 && message.Contains(' ', StringComparison.Ordinal), said);
        Assert.DoesNotContain(" at TaskBoard.", message, StringComparison.Ordinal);
    }

    private static (string[] Command, string Input) Command(Random random, List<string> handles, int i)
    {
        var text = s_texts[random.Next(s_texts.Length)];
        var id = random.Next(8) == 0 ? $"no-{random.Next(9)}" : $"t{random.Next(Math.Max(1, i / 5))}";
        var handle = handles.Count > 0 && random.Next(4) > 0 ? handles[^(1 + random.Next(Math.Min(4, handles.Count)))] : id;
        return random.Next(26) switch
        {
            0 or 1 or 2 or 3 => (["add", text, "--id", $"t{i / 5}", "--priority", random.Next(2) == 0 ? "high" : "urgent"], ""),
            4 => (["add", "from stdin", "--description-file", "-"], $"{text}\nand more\n"),
            5 => (["add", "--json-input", "-"], JsonSerializer.Serialize(new { title = text, labels = new[] { "a b", "c" }, depends_on = random.Next(2) == 0 ? Array.Empty<string>() : [id] })),
            6 or 7 or 8 => (["claim"], ""),
            9 => (["claim", id, "--override"], ""),
            10 or 11 => (["progress", handle, $"{random.Next(120)}", "--note", text], ""),
            12 or 13 => (["complete", handle, text, "--evidence", text], ""),
            14 => (["fail", handle, text], ""),
            15 => (["release", handle], ""),
            16 => (["list", "--all", "--limit", $"{random.Next(4)}"], ""),
            17 => (["show", handle], ""),
            18 => (["edit", id, "--title", text, "--add-label", "x"], ""),
            19 => (["note", id, text], ""),
            20 => (["cancel", id, text], ""),
            21 => ([random.Next(2) == 0 ? "retry" : "reopen", id], ""),
            22 => (["add", "--titel", text], ""),
            23 => (["log", "--limit", "5"], ""),
            24 => ([random.Next(2) == 0 ? "block" : "unblock", id, .. random.Next(2) == 0 ? ["why"] : Array.Empty<string>()], ""),
            _ => (["note", id, text, "--request-key", $"key-{random.Next(5)}"], ""),
        };
    }

    private static async Task<long> LastRevisionAsync(CliRun cli) =>
        JsonDocument.Parse((await cli.RunAsync("list", "--json")).Out).RootElement.TryGetProperty("revision", out var revision) ? revision.GetInt64()
            : JsonDocument.Parse((await cli.RunAsync("log", "--limit", "1", "--json")).Out).RootElement.GetProperty("items")[0].GetProperty("revision").GetInt64();
}
