using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Boards;

public sealed class BoardOpeningTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Creating_makes_the_directory_the_file_and_what_git_must_not_see()
    {
        await using var board = await Board.CreateAsync(_directory["deep/work"]);
        Assert.Equal("[]\n", await File.ReadAllTextAsync(_directory["deep/work/tasks.json"]));
        Assert.Equal("*\n!settings.json\n", await File.ReadAllTextAsync(_directory["deep/work/.taskboard/.gitignore"]));
        Assert.Empty((await board.ReadAsync()).Tasks);
        Assert.Equal(0, await board.History.LastRevisionAsync());
        Assert.False(File.Exists(_directory["deep/work/tasks.lock"]));
    }

    [Fact]
    public async Task Creating_with_a_schema_makes_an_object_that_names_it()
    {
        await using var board = await Board.CreateAsync(_directory.Path, schema: true);
        Assert.Contains("\"$schema\": \"./tasks.schema.json\"", await File.ReadAllTextAsync(_directory["tasks.json"]), StringComparison.Ordinal);
        Assert.Contains("json-schema.org", await File.ReadAllTextAsync(_directory["tasks.schema.json"]), StringComparison.Ordinal);
        await board.AddAsync(new TaskDraft("x"), "planner");
        Assert.Single((await board.ReadAsync()).Tasks);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Creating_adopts_a_file_as_it_is_and_has_it_on_record_at_once()
    {
        const string Text = "// mine\n[ {\"title\":\"Ä\", \"id\":\"1\",} ]";
        await File.WriteAllTextAsync(_directory["tasks.json"], Text);
        await using var board = await Board.CreateAsync(_directory.Path);
        Assert.Equal(Text, await File.ReadAllTextAsync(_directory["tasks.json"]));
        Assert.Equal(["CREATED 1 -"], await board.StoryAsync());
        await using var again = await Board.CreateAsync(_directory.Path);
        Assert.Equal(1, await again.History.LastRevisionAsync());
    }

    [Fact]
    public async Task Opening_never_makes_a_file()
    {
        var problem = await Assert.ThrowsAsync<BoardNotFoundException>(() => Board.OpenAsync(_directory.Path));
        Assert.Equal(BoardErrorKind.NotFound, problem.Kind);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task Reading_a_file_that_nobody_ever_changed_through_a_board_leaves_no_trace()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"1","title":"x"}]""");
        await using (var board = await Board.OpenAsync(_directory.Path))
        {
            Assert.Single((await board.ReadAsync()).Tasks);
            Assert.Equal(0, await board.History.LastRevisionAsync());
        }

        Assert.Equal([_directory["tasks.json"]], Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task A_missing_file_with_a_history_is_no_empty_board()
    {
        await using (var board = await Board.CreateAsync(_directory.Path))
        {
            await board.AddAsync(new TaskDraft("x"), "planner");
        }

        File.Delete(_directory["tasks.json"]);
        await Assert.ThrowsAsync<BoardMissingException>(() => Board.CreateAsync(_directory.Path));
        await using var again = await Board.OpenAsync(_directory.Path);
        var lastGood = await again.ReadAsync();
        Assert.Equal((false, 1), (lastGood.Readable, lastGood.Tasks.Count));
        await Assert.ThrowsAsync<BoardMissingException>(() => again.AddAsync(new TaskDraft("y"), "planner"));
        Assert.False(File.Exists(_directory["tasks.json"]));
    }

    [LinuxFact]
    public async Task Several_links_to_a_file_are_one_board()
    {
        await using var board = await Board.CreateAsync(_directory["real"]);
        Directory.CreateDirectory(_directory["linked"]);
        File.CreateSymbolicLink(_directory["linked/tasks.json"], _directory["real/tasks.json"]);
        await using var linked = await Board.OpenAsync(_directory["linked"]);
        Assert.Equal(board.Directory, linked.Directory);
        await linked.AddAsync(new TaskDraft("x"), "planner");
        Assert.Single((await board.ReadAsync()).Tasks);
        Assert.Single(Directory.GetFileSystemEntries(_directory["linked"]));
    }

    [Fact]
    public async Task A_closed_board_refuses_changes_and_leaves_no_lock()
    {
        var board = await Board.CreateAsync(_directory.Path);
        var adding = board.AddAsync(new TaskDraft("x"), "planner");
        await adding;
        await board.DisposeAsync();
        await board.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => board.AddAsync(new TaskDraft("y"), "planner"));
        Assert.False(File.Exists(_directory["tasks.lock"]));
        await using var again = await Board.OpenAsync(_directory.Path);
        Assert.Single((await again.ReadAsync()).Tasks);
    }

    public static TheoryData<string, BoardOptions> Wrong() => new()
    {
        { "LockTimeout", new() { LockTimeout = TimeSpan.Zero } },
        { "StaleLockTimeout", new() { StaleLockTimeout = TimeSpan.FromSeconds(1) } },
        { "Lease", new() { Lease = TimeSpan.FromMilliseconds(999) } },
        { "Lease", new() { Lease = TimeSpan.FromDays(31) } },
        { "MaxAttempts", new() { MaxAttempts = 0 } },
        { "RetryDelay", new() { RetryDelay = TimeSpan.FromSeconds(-1) } },
        { "RetryMaxDelay", new() { RetryDelay = TimeSpan.FromMinutes(2), RetryMaxDelay = TimeSpan.FromMinutes(1) } },
        { "HistoryKept", new() { HistoryKept = 0 } },
        { "MaxFileBytes", new() { MaxFileBytes = 1023 } },
        { "MaxDepth", new() { MaxDepth = 7 } },
        { "MaxDepth", new() { MaxDepth = 1001 } },
        { "LockName", new() { LockName = " " } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_option_out_of_its_range_is_named(string option, BoardOptions options)
    {
        var refused = await Assert.ThrowsAsync<InvalidRequestException>(() => Board.CreateAsync(_directory.Path, options));
        Assert.Contains($"BoardOptions.{option} ", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
        Assert.Throws<InvalidRequestException>(() => Board.InMemory(options));
    }
}
