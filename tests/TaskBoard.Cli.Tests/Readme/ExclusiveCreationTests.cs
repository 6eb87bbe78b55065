using System.Text.RegularExpressions;
using TaskBoard.Cli.Tests.Examples;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Readme;

/// <summary>The README's table of how to create a lock: what it shows succeeds once, and fails while the lock is there.</summary>
public sealed partial class ExclusiveCreationTests : IDisposable
{
    private const string Record = """{"agent_id":"script","timestamp":"2026-11-21T09:00:00Z"}""";

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [ShellFact("bash")]
    public Task In_bash() => SucceedsOnceAsync("bash", "bash", "-c", $"record='{Record}'; {Shown("bash")}");

    [ProgramFact("python3")]
    public Task In_Python() => SucceedsOnceAsync("Python", "python3", "-c", $"record = '{Record}'\n{Shown("Python")}");

    [ProgramFact("node")]
    public Task In_Node() => SucceedsOnceAsync("Node.js", "node", "-e", $"const record = '{Record}'; {Shown("Node.js")}");

    [Fact]
    public Task In_PowerShell() => SucceedsOnceAsync("PowerShell", PowerShellProgram.Path, "-NoProfile", "-Command", $"$stream = {Shown("PowerShell")}; $stream.Write([Text.Encoding]::UTF8.GetBytes('{Record}')); $stream.Dispose()");

    [Fact]
    public void Each_agent_that_is_named_is_there() =>
        Assert.All(Rows(), row => Assert.True(File.Exists(Checkout.File(row.Groups["file"].Value.Split('/'))), row.Value));

    private static MatchCollection Rows()
    {
        var rows = Row().Matches(ReadmeText.Section("Edit the file by hand"));
        Assert.Equal(4, rows.Count);
        return rows;
    }

    private static string Shown(string language) => Rows().Single(r => r.Groups["language"].Value == language).Groups["code"].Value;

    private async Task SucceedsOnceAsync(string language, string program, params string[] arguments)
    {
        var first = await Child.RunAsync(_directory.Path, program, arguments);
        Assert.True(first.Code == 0, $"{language}: {first}");
        Assert.Equal(Record, (await File.ReadAllTextAsync(_directory["tasks.lock"])).TrimEnd('\n'));
        Assert.NotEqual(0, (await Child.RunAsync(_directory.Path, program, arguments)).Code);
    }

    [GeneratedRegex(@"^\| (?<language>[^|]+) \| `(?<code>[^`]+)` \| \[`[^`]+`\]\((?<file>[^)]+)\) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
