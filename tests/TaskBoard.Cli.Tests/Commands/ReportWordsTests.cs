using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>A report says shortly what was done, and no more than was done.</summary>
public sealed class ReportWordsTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public ReportWordsTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("""{"command":"make all","exit_code":0,"seconds":1.5,"output":"one\ntwo"}""", "  - evidence: `make all` ended with 0 after 1.5 s\n")]
    [InlineData("\"twelve tests\"", "  - evidence: twelve tests\n")]
    [InlineData("""["a","b\ud83c\udf89"]""", "  - evidence: a; b🎉\n")]
    [InlineData("""["a",1]""", "  - evidence: `[\"a\",1]`\n")]
    public async Task Evidence_is_a_short_line(string evidence, string line)
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], $$$"""[{"id":"a","title":"A","status":"COMPLETED","result":{"summary":"done","evidence":{{{evidence}}}}}]""");
        await _cli.RunAsync("init");
        Assert.Contains(line, (await _cli.RunAsync("report")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_that_was_put_right_by_hand_is_no_work()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"old","title":"O","status":"done"},{"id":"ui","title":"U","status":"todo"}]""");
        await _cli.RunAsync("init");
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"old","title":"O","status":"COMPLETED"},{"id":"ui","title":"U","status":"PENDING"}]""");
        await _cli.RunAsync("add", "A", "--id", "a");
        var report = (await _cli.RunAsync("report", "--since", "0")).Out;
        Assert.Contains("- wrote the status of `old` O: COMPLETED (was done); `ui` U: PENDING (was todo)\n", report, StringComparison.Ordinal);
        Assert.DoesNotContain("gave back", report, StringComparison.Ordinal);
    }
}
