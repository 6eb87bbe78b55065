using System.Text.Json;
using TaskBoard.Fronts;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>A board may hold half a character, in what TaskBoard does not know too; no command stumbles over it.</summary>
public sealed class HalfCharacterTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public HalfCharacterTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("""[{"id":"n1","title":"T","x":"a\ud800"}]""")]
    [InlineData("""[{"id":"n1","title":"T","\ud800":"a"}]""")]
    [InlineData("""[{"id":"n1","title":"T","x":{"\udfff":["\ud800\ud800"]}}]""")]
    public async Task Every_command_answers(string board)
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], board);
        await _cli.RunAsync("init");
        foreach (var command in new[] { "list", "show n1", "next", "claim", "report", "note n1#1 x", "check", "edit n1 --title t", "diff 0 3", "log", "complete n1#1 done", "replay --at 2" })
        {
            var (plain, json) = (await _cli.RunAsync(command.Split(' ')), await _cli.RunAsync([.. command.Split(' '), "--json"]));
            Assert.True((plain.Code, json.Code) == (0, 0), $"{command}: {plain} {json}");
            Assert.DoesNotContain("This is a bug", plain.Error + json.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_document_is_read_by_strict_parsers()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"n1","title":"T","x":"a\ud800","\udfff":"\ud83c\udf89","ready":"\\ud800"}]""");
        var answer = await _cli.RunAsync("list", "--all", "--json", "--board", _directory.Path);
        var task = JsonDocument.Parse(answer.Out).RootElement.GetProperty("items")[0];
        Assert.Equal(("a\ufffd", "🎉", "\\ud800"), (task.GetProperty("x").GetString(), task.GetProperty("\\udfff").GetString(), task.GetProperty("properties").GetProperty("ready").GetString()));
    }

    [Fact]
    public async Task What_is_handed_in_may_not_hold_it()
    {
        await _cli.RunAsync("init");
        foreach (var input in new[] { """{"title":"\ud800"}""", """{"title":"T","\ud800":1}""", """[{"title":"T","x":"\udc00"}]""" })
        {
            _cli.Stdin = input;
            foreach (var command in new[] { "add --json-input -", "plan -" })
            {
                var answer = await _cli.RunAsync(command.Split(' '));
                Assert.Equal(2, answer.Code);
                Assert.Contains("half a character", answer.Error, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("""["\ud83c\udf89","\\ud800","\u0041\uD800"]""", """["\ud83c\udf89","\\ud800","\u0041\ufffd"]""")]
    [InlineData("""["\ud800\ud83c\udf89","\udf89\ud83c"]""", """["\ufffd\ud83c\udf89","\ufffd\ufffd"]""")]
    [InlineData("""["\ud800"]""", """["\ufffd"]""")]
    public void Whole_ones_stay(string json, string replaced) => Assert.Equal(replaced, HalfCharacters.Replaced(json));
}
