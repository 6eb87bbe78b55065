using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Readme;

/// <summary>What the README and <c>examples/audit</c> tell those who speak SQL.</summary>
public sealed partial class HistoryForSqlTests : IDisposable
{
    private const string Section = "Query the history";

    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public HistoryForSqlTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_views_and_their_columns_are_those_of_the_schema()
    {
        await _cli.RunAsync("init");
        var answer = await _cli.RunAsync(
            "query", "SELECT m.name AS name, c.name AS column FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'view' OR m.name = 'events' ORDER BY m.name, c.cid", "--json");
        var columns = JsonDocument.Parse(answer.Out).RootElement.GetProperty("items").EnumerateArray()
            .GroupBy(i => i.GetProperty("name").GetString()!, i => i.GetProperty("column").GetString(), StringComparer.Ordinal)
            .Select(g => $"{g.Key}: {string.Join(", ", g)}");
        var documented = ViewRows().Matches(ReadmeText.Section(Section)).Select(m => $"{m.Groups["name"].Value}: {m.Groups["columns"].Value}");
        Assert.Equal(columns, documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_query_answers_what_is_shown()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Parse the header", "--id", "parse");
        await _cli.RunAsync("add", "Print", "--id", "print", "--depends-on", "parse");
        await StepAsync("claim", "parse", "--agent", "agent-1");
        await StepAsync("fail", "parse#1", "the header is unknown", "--agent", "agent-1");
        await StepAsync("claim", "parse", "--agent", "agent-2");
        await StepAsync("complete", "parse#2", "parsed, 12 tests", "--agent", "agent-2");
        var sql = QuotedSql().Match(ReadmeText.Block(Section, "sh")).Groups["sql"].Value;
        var answer = await _cli.RunAsync("query", sql);
        Assert.Equal((0, ReadmeText.Block(Section, "text")), (answer.Code, answer.Out));

        async Task StepAsync(params string[] args)
        {
            _cli.Clock.Advance(TimeSpan.FromSeconds(45));
            Assert.Equal(0, (await _cli.RunAsync(args)).Code);
        }
    }

    [ProgramFact("sqlite3")]
    public async Task The_commands_beside_the_ready_queries_run_as_they_stand()
    {
        var readme = (await File.ReadAllTextAsync(Checkout.File("examples", "audit", "README.md"))).ReplaceLineEndings("\n");
        var commands = Blocks().Matches(readme).SelectMany(m => m.Groups["text"].Value.TrimEnd('\n').Split('\n')).ToList();
        Assert.Equal(5, commands.Count);
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Parse the header", "--id", "parse");
        CopyExamples();
        foreach (var command in commands)
        {
            var answer = await Child.RunAsync(_directory.Path, "bash", "-c", $"set -e; taskboard() {{ '{CliExecutable.Path}' \"$@\"; }}; {command}");
            Assert.True(answer.Code == 0 && (answer.Error.Length == 0 || answer.Error == "No rows.\n"), $"{command}\n{answer}");
            Assert.Equal(command.Contains("board-as-of", StringComparison.Ordinal), answer.Out.Contains("Parse the header", StringComparison.Ordinal));
        }
    }

    [ProgramFact("python3")]
    public async Task What_verify_py_prints_is_the_head_that_was_sealed()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Parse the header", "--id", "parse");
        var seal = JsonDocument.Parse((await _cli.RunAsync("audit", "seal")).Out).RootElement;
        var answer = await Child.RunAsync(_directory.Path, "python3", Checkout.File("examples", "audit", "verify.py"), ".taskboard/history.db");
        Assert.Equal(new CliAnswer(0, seal.GetProperty("head").GetString() + "\n", ""), answer);
        Assert.Equal(_cli.Clock.GetUtcNow(), DateTimeOffset.Parse(seal.GetProperty("sealed_at").GetString()!, CultureInfo.InvariantCulture));
    }

    private void CopyExamples()
    {
        var to = Directory.CreateDirectory(_directory["examples/audit"]).FullName;
        foreach (var file in Directory.GetFiles(Checkout.File("examples", "audit")))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    [GeneratedRegex(@"^\| `(?<name>[a-z_]+)` \| `(?<columns>[^`|]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ViewRows();

    [GeneratedRegex("query \"(?<sql>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex QuotedSql();

    [GeneratedRegex("```sh\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Blocks();
}
