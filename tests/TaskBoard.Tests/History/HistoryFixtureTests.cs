using System.Globalization;
using System.Runtime.CompilerServices;
using TaskBoard.History;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.History;

/// <summary>Boards recorded by each version of the schema, <c>fixtures/history-v*.db</c> with its <c>tasks.json</c>, are opened for ever.</summary>
public sealed class HistoryFixtureTests
{
    /// <summary>Set to 1, the test below makes the fixture of the newest version anew.</summary>
    private const string Record = "TASKBOARD_RECORD_FIXTURES";

    public static TheoryData<int> Versions => new(Enumerable.Range(1, JournalSchema.Newest));

    [Fact]
    public async Task There_is_a_fixture_of_every_version_of_the_schema()
    {
        if (Environment.GetEnvironmentVariable(Record) == "1")
        {
            await using var story = await StoryBoard.PlayedAsync();
            await story.Board.DisposeAsync();
            Directory.CreateDirectory(Fixtures());
            var (database, file) = FilesOf(JournalSchema.Newest);
            File.Delete(database);
            using (var source = SqliteDatabase.Open(story.Database, SqliteMode.ReadWrite))
            {
                source.Execute($"VACUUM INTO '{database}'");
            }

            File.Copy(story.File, file, overwrite: true);
        }

        Assert.All(Enumerable.Range(1, JournalSchema.Newest), v => Assert.True(File.Exists(FilesOf(v).Database), $"Record the fixture of version {v}: {Record}=1."));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_board_of_an_older_version_is_opened_verified_and_worked_with(int version)
    {
        using var place = new TempDirectory();
        var (database, file) = FilesOf(version);
        Directory.CreateDirectory(place[".taskboard"]);
        File.Copy(database, Path.Combine(place[".taskboard"], "history.db"));
        File.Copy(file, place["tasks.json"]);
        var clock = new ManualClock();
        clock.Advance(TimeSpan.FromDays(1));
        await using var board = await Board.OpenAsync(place.Path, new BoardOptions { TimeProvider = clock });

        var found = await board.History.VerifyAsync();
        Assert.Empty(found.Problems);
        Assert.Equal((13, 12, false), (found.Events, found.Revision, found.FileIsAhead));
        Assert.Equal(["a COMPLETED 3", "b PENDING 0"], Lines(await board.History.ReplayAsync(11)));
        Assert.Equal(["a IN_PROGRESS 1", "b PENDING 0"], Lines(await board.History.ReplayAsync(2)));
        Assert.Equal((await board.ReadAsync()).Tasks, (await board.History.ReplayAsync(12)).Tasks);

        await board.AddAsync(new TaskDraft("More") { Id = TaskId.Parse("d") }, "planner");
        await board.CancelAsync(TaskId.Parse("d"), "planner");
        var later = await board.History.VerifyAsync(found.Head);
        Assert.Empty(later.Problems);
        Assert.Equal((15, 14), (later.Events, later.Revision));
        Assert.Equal(["a COMPLETED 3", "b CLAIMED 1", "d CANCELLED 0"], Lines(await board.ReadAsync()));
    }

    private static IEnumerable<string> Lines(BoardSnapshot snapshot) => snapshot.Tasks.Select(t => $"{t.Id} {t.State.ToWord()} {t.Attempts}");

    private static (string Database, string File) FilesOf(int version)
    {
        var name = version.ToString(CultureInfo.InvariantCulture);
        return (Path.Combine(Fixtures(), $"history-v{name}.db"), Path.Combine(Fixtures(), $"history-v{name}.tasks.json"));
    }

    private static string Fixtures([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "fixtures");
}
