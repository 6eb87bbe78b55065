using System.Text;
using TaskBoard.Files;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>Systems that do not say whether somebody has a displaced file open (macOS, Windows, Linux without the right to ask): each is kept for a while.</summary>
public sealed class UntoldOpenFilesTests : IDisposable
{
    private const string OneTask = "[\n  {\"id\": \"a\", \"title\": \"x\"},\n  {\"id\": \"b\", \"title\": \"y\"}\n]\n";

    private static readonly TaskId A = TaskId.Parse("a");

    private readonly BoardRig _rig = new();

    public UntoldOpenFilesTests() => _rig.Disk.CanTellWhatIsOpen = false;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_busy_board_keeps_few_of_them_and_reads_its_own_no_more()
    {
        await using var board = await _rig.OpenAsync(OneTask);
        await board.NoteAsync(A, "the first displaces what a person wrote", "agent-1");
        var before = ReadsOfSwap();
        for (var i = 0; i < 300; i++)
        {
            _rig.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await board.EditAsync(A, new TaskEdit { Title = $"title {i}" }, "agent-1");
            Assert.InRange(Kept().Length, 1, 66);
        }

        // What a person wrote is read until its time stamp is old enough to be trusted, at most each time.
        Assert.InRange(ReadsOfSwap() - before, 0, 70);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task On_a_quiet_one_they_go_after_a_quarter_of_an_hour()
    {
        await using var board = await _rig.OpenAsync(OneTask);
        await board.NoteAsync(A, "one", "agent-1");
        await board.NoteAsync(A, "two", "agent-1");
        _rig.Clock.Advance(TimeSpan.FromMinutes(14));
        await board.NoteAsync(A, "three", "agent-1");
        Assert.Equal(3, Kept().Length);
        _rig.Clock.Advance(TimeSpan.FromMinutes(2));
        await board.NoteAsync(A, "four", "agent-1");
        Assert.Equal(2, Kept().Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_late_write_into_one_of_them_is_found_and_merged(bool byAnotherProcess)
    {
        await using var board = await _rig.OpenAsync(OneTask);
        await board.EditAsync(A, new TaskEdit { Title = "z" }, "agent-1");
        var read = _rig.Text;
        await using (var editor = new FileStream(_rig.Paths.Board, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            for (var i = 0; i < 5; i++)
            {
                await board.NoteAsync(A, $"note {i}", "agent-1");
            }

            editor.Write(Encoding.UTF8.GetBytes(read.Replace("\"y\"", "\"l\"", StringComparison.Ordinal)));
        }

        await using var other = _rig.Open();
        await (byAnotherProcess ? other : board).CatchUpAsync();
        Assert.Equal("l", (await board.TaskAsync("b")).Title);
        Assert.Equal(5, (await board.TaskAsync("a")).Notes.Count);
        await board.AssertSoundAsync();
    }

    private string[] Kept() => Directory.GetFiles(_rig.Paths.Swap);

    private int ReadsOfSwap() => _rig.Disk.Calls.Count(c => c.StartsWith($"{nameof(IDisk.Read)} {_rig.Paths.Swap}", StringComparison.Ordinal));
}
