using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Boards;

/// <summary>A tasks.json that is a symbolic link: the board is where the file is.</summary>
public sealed class LinkedBoardTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public LinkedBoardTests()
    {
        Directory.CreateDirectory(_directory["real"]);
        Directory.CreateDirectory(_directory["link"]);
        _cli = new CliRun(_directory["link"]);
    }

    public void Dispose() => _directory.Dispose();

    [LinuxFact]
    public async Task A_board_is_found_through_a_link_to_its_file()
    {
        await File.WriteAllTextAsync(_directory["real/tasks.json"], """[{"id":"a","title":"x"}]""");
        File.CreateSymbolicLink(_directory["link/tasks.json"], "../real/tasks.json");
        Assert.Equal(0, (await _cli.RunAsync("init")).Code);
        Assert.Contains("a", (await _cli.RunAsync("list")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await _cli.RunAsync("add", "y", "--id", "b")).Code);
        Assert.True(File.ResolveLinkTarget(_directory["link/tasks.json"], false) is not null);
        Assert.False(Directory.Exists(_directory["link/.taskboard"]));
        Assert.Contains("\"b\"", await File.ReadAllTextAsync(_directory["real/tasks.json"]), StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_link_to_a_file_of_another_name_is_refused_and_nothing_is_made()
    {
        await File.WriteAllTextAsync(_directory["real/todo.json"], """[{"id":"a","title":"x"}]""");
        File.CreateSymbolicLink(_directory["link/tasks.json"], "../real/todo.json");
        var answer = await _cli.RunAsync("init");
        Assert.Equal(1, answer.Code);
        Assert.Contains("must be called tasks.json", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory["real/.taskboard"]));
    }

    [Fact]
    public async Task The_file_may_be_named_in_place_of_its_directory()
    {
        _cli.Directory = _directory["real"];
        Assert.Equal(0, (await _cli.RunAsync("init")).Code);
        Assert.Equal(0, (await _cli.RunAsync("list", "--board", _directory["real/tasks.json"])).Code);
    }
}
