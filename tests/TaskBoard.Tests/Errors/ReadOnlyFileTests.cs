using TaskBoard.TestKit;
using TaskBoard.Tests.Boards;
using Xunit;

namespace TaskBoard.Tests.Errors;

/// <summary>A tasks.json that its owner made read-only.</summary>
public sealed class ReadOnlyFileTests : IDisposable
{
    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [LinuxFact]
    public async Task It_is_not_replaced_and_can_be_read_and_is_changed_again_when_it_may_be()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"x"}]""");
        var was = File.GetUnixFileMode(_rig.Paths.Board);
        File.SetUnixFileMode(_rig.Paths.Board, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        var refusal = await Assert.ThrowsAsync<BoardAccessException>(() => board.NoteAsync(TaskId.Parse("a"), "noted", "agent-1"));
        Assert.Contains("read-only", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(("""[{"id":"a","title":"x"}]""", _rig.Paths.Board), (_rig.Text, refusal.Path));
        Assert.Equal("x", (await board.TaskAsync("a")).Title);

        File.SetUnixFileMode(_rig.Paths.Board, was);
        await board.NoteAsync(TaskId.Parse("a"), "noted", "agent-1");
        await board.AssertSoundAsync();
    }
}
