using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Boards;

/// <summary>Boards that are not what the name promises: another tool's file, a missing file, numbers beyond all measure, ids that look like others.</summary>
public sealed class FoundBoardsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_a_refused_file_says_to_do_works()
    {
        await Put("tasks.json", """{"tasks":[{"id":1,"title":"Old","status":"done","subtasks":[]}]}""");
        var cli = new CliRun(_directory.Path);
        var refused = await cli.RunAsync("init");
        Assert.Equal(6, refused.Code);
        Assert.Contains("'taskboard import FILE'", refused.Error, StringComparison.Ordinal);
        Assert.Equal([_directory["tasks.json"]], Directory.GetFileSystemEntries(_directory.Path));

        File.Move(_directory["tasks.json"], _directory["old.json"]);
        Assert.Equal(0, (await cli.RunAsync("init")).Code);
        Assert.Equal(0, (await cli.RunAsync("import", "old.json")).Code);
        Assert.Contains("Old", (await cli.RunAsync("list", "--all")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_can_be_made_where_a_change_had_met_a_file_that_is_none()
    {
        await Put("tasks.json", "{");
        var cli = new CliRun(_directory.Path);
        Assert.Equal(6, (await cli.RunAsync("add", "x", "--board", ".")).Code);
        File.Delete(_directory["tasks.json"]);
        Assert.Equal(0, (await cli.RunAsync("init")).Code);
        Assert.Equal(0, (await cli.RunAsync("add", "x")).Code);
    }

    [Fact]
    public async Task A_board_whose_file_is_missing_is_not_passed_over_for_the_one_above()
    {
        var inner = Directory.CreateDirectory(_directory["inner"]).FullName;
        var (above, cli) = (new CliRun(_directory.Path), new CliRun(inner));
        await above.RunAsync("init");
        await above.RunAsync("add", "above");
        await cli.RunAsync("init");
        await cli.RunAsync("add", "mine");
        File.Delete(_directory["inner/tasks.json"]);

        var answer = await cli.RunAsync("claim");
        Assert.Equal(6, answer.Code);
        Assert.Contains("TB4003", answer.Error, StringComparison.Ordinal);
        Assert.Contains("PENDING", await File.ReadAllTextAsync(_directory["tasks.json"]), StringComparison.Ordinal);
        Assert.Contains("mine", (await cli.RunAsync("replay", "--at", "1")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prefix_never_means_a_number_that_a_person_wrote()
    {
        await Put("tasks.json", """[{"id":"456789","title":"ticket"}]""");
        var cli = new CliRun(_directory.Path);
        await cli.RunAsync("init");
        Assert.Equal(7, (await cli.RunAsync("complete", "4567")).Code);
    }

    [Fact]
    public async Task Numbers_at_the_end_of_their_range_do_not_come_round()
    {
        await Put("tasks.json", """[{"id":"a","title":"A","attempts":2147483647},{"id":"b","title":"B","attempts":1000000000},{"id":"c","title":"C","failures":1000000000}]""");
        var cli = new CliRun(_directory.Path);
        await cli.RunAsync("init");
        Assert.Equal(4, (await cli.RunAsync("claim", "a")).Code);
        Assert.Equal(2, (await cli.RunAsync("claim", "b")).Code);
        Assert.Equal(0, (await cli.RunAsync("claim", "c")).Code);
        Assert.Equal(0, (await cli.RunAsync("fail", "c", "no luck")).Code);
        Assert.DoesNotContain(": -", await File.ReadAllTextAsync(_directory["tasks.json"]), StringComparison.Ordinal);
        Assert.Equal(0, (await cli.RunAsync("verify")).Code);
    }

    [Fact]
    public async Task Verification_says_that_the_file_cannot_be_read()
    {
        var cli = new CliRun(_directory.Path);
        await cli.RunAsync("init");
        await cli.RunAsync("add", "x");
        await Put("tasks.json", "{");
        var answer = await cli.RunAsync("verify");
        Assert.Equal(6, answer.Code);
        Assert.Contains("tasks.json", answer.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("hand edit", answer.Error, StringComparison.Ordinal);
    }

    private Task Put(string name, string text) => File.WriteAllTextAsync(_directory[name], text);
}
