using System.Text;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>A board that people formatted to their own liking stays theirs: a change touches the lines that it must, and no other.</summary>
public sealed class HandFormattedBoardTests : IDisposable
{
    private const string Tabs =
        "\uFEFF// our board\n"
        + "[\n"
        + "\t{ // the first\n"
        + "\t\t\"title\": \"Parse the he\\u00e4der\",\n"
        + "\t\t\"estimate\": 1.50, /* days */\n"
        + "\t\t\"id\":\"1\",\n"
        + "\t\t\"status\" : \"pending\",\n"
        + "\t\t\"labels\": [\"io\", \"first\",],\n"
        + "\t},\n"
        + "\n"
        + "\t// waits\n"
        + "\t{\n"
        + "\t\t\"id\": \"2\", \"title\": \"Print\",\n"
        + "\t\t\"depends_on\": [ \"1\" ],\n"
        + "\t\t\"x\": { \"deep\": [1.0, 2e3] }\n"
        + "\t},\n"
        + "\t{\"id\":\"3\",\"title\":\"All on one line\",\"priority\":\"low\"},\n"
        + "\t// the end\n"
        + "]";

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("tabs", Tabs)]
    [InlineData("object", "{\n  \"team\": \"blue\", // kept\n  \"tasks\": [\n    {\n      \"id\": \"1\",\n      \"title\": \"x\"\n    }\n  ],\n  \"version\": 1.0\n}\n")]
    public async Task Each_change_touches_only_its_lines(string name, string text) => await Snapshot.Verify(await ChangeAsync(text), name);

    [Fact]
    public async Task A_file_with_crlf_changes_in_the_same_lines_and_each_ends_so()
    {
        var crlf = await ChangeAsync(Tabs.Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.All(crlf.Split('\n').Where(l => l is ['-' or '+', ..]), l => Assert.EndsWith("␍", l, StringComparison.Ordinal));
        using var other = new HandFormattedBoardTests();
        Assert.Equal(await other.ChangeAsync(Tabs), crlf.Replace("␍", "", StringComparison.Ordinal));
        Assert.Equal(Raw().Count(c => c == '\n'), Raw().Split("\r\n").Length - 1);
    }

    [Fact]
    public async Task What_nobody_changed_stays_to_the_byte()
    {
        await using var board = await OpenAsync(Tabs);
        await (await board.ClaimAsync(TaskId.Parse("1"), "agent-1")).CompleteAsync("done");
        var after = Raw();
        foreach (var kept in (string[])["\uFEFF// our board\n[\n\t{ // the first\n", "1.50, /* days */", "he\\u00e4der", "\"x\": { \"deep\": [1.0, 2e3] }\n", "\t// the end\n]"])
        {
            Assert.Contains(kept, after, StringComparison.Ordinal);
        }

        Assert.Equal(Tabs[Tabs.IndexOf("\n\t// waits", StringComparison.Ordinal)..], after[after.IndexOf("\n\t// waits", StringComparison.Ordinal)..]);
        Assert.DoesNotContain('\r', after);
    }

    /// <summary>Every kind of change on a board with this text, one after the other, each with the lines that differ after it.</summary>
    private async Task<string> ChangeAsync(string text)
    {
        await using var board = await OpenAsync(text);
        var (story, first) = (new StringBuilder(), TaskId.Parse("1"));
        TaskClaim? claim = null;
        (string Name, Func<Task> Do)[] steps =
        [
            ("note", () => board.NoteAsync(first, "mind the endianness", "person")),
            ("edit", () => board.EditAsync(first, new TaskEdit { Title = "Parse it", AddLabels = ["new"], Priority = TaskPriority.High }, "person")),
            ("claim", async () => claim = await board.ClaimAsync(first, "agent-1", new ClaimOptions { Hold = true })),
            ("start", () => claim!.StartAsync()),
            ("progress", () => claim!.ReportProgressAsync(50)),
            ("release", () => claim!.ReleaseAsync()),
            ("claim again", async () => claim = await board.ClaimAsync(first, "agent-2")),
            ("fail", () => claim!.FailAsync("no network", retry: false)),
            ("retry", () => board.RetryAsync(first, "person")),
            ("complete", () => board.CompleteAsync(first, "done", "agent-1")),
            ("reopen", () => board.ReopenAsync(first, "person")),
            ("cancel", () => board.CancelAsync(first, "person")),
            ("add", () => board.AddAsync(new TaskDraft("New") { Id = TaskId.Parse("n") }, "planner")),
            ("remove", () => board.RemoveAsync(TaskId.Parse("n"), "planner")),
        ];
        foreach (var (name, change) in steps)
        {
            var before = Raw();
            _rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await change();
            story.Append($"== {name}\n{LineDiff.Of(before, Raw())}");
        }

        Assert.Equal(text[0] == '\uFEFF', Raw()[0] == '\uFEFF');
        await board.AssertSoundAsync();
        return story.ToString();
    }

    private string Raw() => Encoding.UTF8.GetString(File.ReadAllBytes(_rig.Paths.Board));

    private async Task<Board> OpenAsync(string text)
    {
        await File.WriteAllBytesAsync(_rig.Paths.Board, Encoding.UTF8.GetBytes(text));
        var board = _rig.Open();
        await board.CatchUpAsync();
        return board;
    }
}
