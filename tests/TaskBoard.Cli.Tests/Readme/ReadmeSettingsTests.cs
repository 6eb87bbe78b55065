using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Readme;

/// <summary>The settings that the README lists are those that there are, with their defaults and ranges; and its example is one.</summary>
public sealed class ReadmeSettingsTests : IDisposable
{
    private const string Heading = "Agree on settings";

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_table_has_all_settings_and_no_other()
    {
        await using var board = Board.InMemory();
        var rows = ReadmeText.Section(Heading).Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray());
        Assert.Equal(
            (await board.ReadSettingsAsync()).Select(s => $"`{s.Name}` `{s.Default}` {s.Range}"),
            rows.Select(cells => $"{cells[1]} {cells[2]} {cells[3]}"));
    }

    [Fact]
    public async Task The_example_can_be_used_as_it_stands()
    {
        await using var board = await Board.CreateAsync(_directory.Path);
        await File.WriteAllTextAsync(_directory[".taskboard/settings.json"], ReadmeText.Block(Heading, "json"));
        var set = (await board.ReadSettingsAsync()).Where(s => s.Source == SettingSource.File).Select(s => $"{s.Name} {s.Value}");
        Assert.Equal(["lease \"1h\"", "claim_order \"file\"", "require_evidence true"], set);
    }
}
