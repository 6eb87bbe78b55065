using System.Text.Json;
using TaskBoard.Cli.Tests.Readme;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Packages;

/// <summary>The tool, installed and used as somebody does who has read the README and nothing else.</summary>
[Collection(PackedProductsGroup.Name)]
public sealed class InstalledToolTests(PackedProducts packed) : IDisposable
{
    private const string Section = "Install";

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [ShellFact("bash")]
    public async Task What_the_readme_says_works_in_an_empty_directory()
    {
        await InstallAsync();
        await packed.DoAsync(_directory.Path, "bash", "-c", $"set -e\n{ReadmeText.Block("Use it from the command line", "sh")}");

        var log = await DoAsync("log", "--json");
        Assert.Equal(
            ["CREATED", "ASSIGNED", "STATUS_CHANGED"],
            JsonDocument.Parse(log).RootElement.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("event").GetString()));
        await DoAsync("verify");
    }

    [Fact]
    public async Task A_board_written_by_hand_is_adopted_and_stays_as_it_was_written()
    {
        await InstallAsync();
        const string Written = """
            // Ours, for the release.
            [
              { "id": "docs", "title": "Write the manual" },
              { "id": "ship", "title": "Ship it",  "depends_on": ["docs"], "own": 1.50 }
            ]

            """;
        await File.WriteAllTextAsync(_directory["tasks.json"], Written);
        await DoAsync("init");
        Assert.Equal(Written, await File.ReadAllTextAsync(_directory["tasks.json"]));

        await DoAsync("add", "Call the customer", "--id", "call", "--agent", "me");
        Assert.Contains("docs#1", await DoAsync("claim", "--agent", "me"), StringComparison.Ordinal);
        await DoAsync("complete", "docs", "twelve pages", "--agent", "me");
        Assert.Contains("twelve pages", await DoAsync("log", "docs"), StringComparison.Ordinal);
        Assert.Contains("twelve pages", await DoAsync("query", "SELECT details FROM task_timeline WHERE to_status = 'COMPLETED'"), StringComparison.Ordinal);

        // Looking undoes nothing, and what the author wrote is where it was.
        var after = await File.ReadAllTextAsync(_directory["tasks.json"]);
        Assert.StartsWith("// Ours, for the release.\n", after, StringComparison.Ordinal);
        Assert.Contains("""  { "id": "ship", "title": "Ship it",  "depends_on": ["docs"], "own": 1.50 }""", after, StringComparison.Ordinal);
        await DoAsync("verify");
        Assert.Equal(after, await File.ReadAllTextAsync(_directory["tasks.json"]));
    }

    [Fact]
    public async Task It_runs_without_being_installed()
    {
        Assert.Contains("dnx TaskBoard.Cli -- list", ReadmeText.Section(Section), StringComparison.Ordinal);
        var place = packed.NewPlace("dnx");
        await packed.DoAsync(place, "dotnet", "dnx", "TaskBoard.Cli", "--yes", "--", "init");
        await packed.DoAsync(place, "dotnet", "dnx", "TaskBoard.Cli", "--yes", "--", "add", "Parse the header", "--agent", "me");
        Assert.Contains("Parse the header", await packed.DoAsync(place, "dotnet", "dnx", "TaskBoard.Cli", "--yes", "--", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_commands_that_install_it_are_those_of_both_readmes()
    {
        const string Install = "dotnet tool install --global TaskBoard.Cli";
        Assert.Equal($"dotnet pack src/TaskBoard.Cli --output artifacts\n{Install} --source artifacts\n", ReadmeText.Block(Section, "sh"));
        Assert.Contains($"`{Install}`", ReadmeText.Section(Section), StringComparison.Ordinal);
        Assert.Contains($"{Install}\n", (await File.ReadAllTextAsync(Checkout.File("src/TaskBoard.Cli/README.md"))).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    /// <summary>As the README says, but for this place alone.</summary>
    private async Task InstallAsync()
    {
        if (!Directory.Exists(packed.Tools))
        {
            await packed.DoAsync(packed.NewPlace("install", packed.ToolFeed), "dotnet", "tool", "install", "TaskBoard.Cli", "--tool-path", packed.Tools, "--source", packed.ToolFeed);
        }
    }

    private Task<string> DoAsync(params string[] arguments) =>
        packed.DoAsync(_directory.Path, Path.Combine(packed.Tools, OperatingSystem.IsWindows() ? "taskboard.exe" : "taskboard"), arguments);
}
