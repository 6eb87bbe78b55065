using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary><c>taskboard fmt</c>.</summary>
public sealed class FmtCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public FmtCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task It_says_what_it_did_or_would_do()
    {
        _cli.Set("TASKBOARD_DIR", _directory.Path);
        await WriteAsync("[{\"title\":\"x\",\"id\":\"a\"}]");
        var said = "";
        foreach (var args in new string[][] { ["fmt", "--check"], ["fmt", "--check", "--json"], ["fmt"], ["fmt"], ["fmt", "--json"], ["fmt", "--check"], ["log"] })
        {
            said += $"=== taskboard {string.Join(' ', args)}\n{await _cli.RunAsync(args)}";
        }

        await WriteAsync("[\n  {\"id\": \"a\" \"title\": \"x\"}\n]");
        foreach (var args in new string[][] { ["fmt"], ["fmt", "--check"] })
        {
            said += $"=== taskboard {string.Join(' ', args)}\n{(await _cli.RunAsync(args)).Without(_directory)}";
        }

        await Snapshot.Verify(said);
    }

    [Fact]
    public async Task To_check_needs_no_name_and_changes_nothing()
    {
        _cli.Set("TASKBOARD_AGENT", null).Set("TASKBOARD_DIR", _directory.Path);
        await WriteAsync("[ ]");
        Assert.Equal(1, (await _cli.RunAsync("fmt", "--check")).Code);
        Assert.Equal(2, (await _cli.RunAsync("fmt")).Code);
        Assert.Equal("[ ]", await File.ReadAllTextAsync(_directory["tasks.json"]));
        Assert.False(Directory.Exists(_directory[".taskboard"]));
    }

    private Task WriteAsync(string text) => File.WriteAllTextAsync(_directory["tasks.json"], text);
}
