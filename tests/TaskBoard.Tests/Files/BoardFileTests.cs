using System.Text;
using TaskBoard.Files;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Files;

/// <summary>Reading while somebody writes into the file.</summary>
public sealed class BoardFileTests
{
    private static readonly BoardPaths s_paths = new(Path.GetFullPath("/in-memory"));

    private readonly FaultyDisk _disk;
    private readonly BoardFile _file;
    private readonly Queue<string?> _next = [];
    private readonly List<double> _pauses = [];

    public BoardFileTests()
    {
        var clock = new ManualClock();
        _disk = new FaultyDisk(new MemoryDisk(clock));
        _disk.CreateDirectory(s_paths.Directory);
        _file = new BoardFile(_disk, s_paths, static () => new BoardLimits(), clock, pause =>
        {
            _pauses.Add(pause.TotalMilliseconds);
            if (_next.TryDequeue(out var text))
            {
                Put(text);
            }
        });
    }

    [Fact]
    public void A_save_that_is_being_written_is_waited_for()
    {
        Write("", null, "[", "[ { \"id\": \"a\", ", "[ { \"id\": \"a\", \"title\": \"x\" } ]");

        Assert.Equal("x", Assert.Single(_file.Read()!.Text.Tasks).Title);
        Assert.Equal([20, 40, 60, 80], _pauses);
    }

    [Fact]
    public void It_is_read_again_five_times_while_it_changes_and_no_more()
    {
        Write("[", "[ ", "[  ", "[   ", "[    ", "[     ", "[]");

        Assert.Throws<BoardUnreadableException>(_file.Read);
        Assert.Equal([20, 40, 60, 80, 100], _pauses);
    }

    [Theory]
    [InlineData("[ {")]
    [InlineData("")]
    public void What_is_broken_and_stays_as_it_is_is_soon_refused(string text)
    {
        Write(text);

        Assert.Throws<BoardUnreadableException>(_file.Read);
        Assert.Equal([20, 40], _pauses);
    }

    [Fact]
    public void What_is_missing_and_stays_so_is_no_board()
    {
        Assert.Null(_file.Read());
        Assert.Equal([20, 40], _pauses);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void What_was_read_while_somebody_wrote_is_no_text_of_anybodys_even_if_it_is_a_board(int writes)
    {
        Write([.. Enumerable.Repeat("""[ { "id": "a", "title": "whole" } ]""", 6)]);
        _disk.Torn = read => --writes < 0 ? read : new FileBytes(Encoding.UTF8.GetBytes("""[ { "id": "a", "title": "half and half" } ]"""), read.Stamp with { Modified = writes }, Steady: false);

        if (writes > 5)
        {
            Assert.Null(_file.Look());
            var refusal = Assert.Throws<BoardUnreadableException>(_file.Read);
            Assert.Contains("It changed while it was being read", refusal.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal("whole", Assert.Single(_file.Read()!.Text.Tasks).Title);
        }
    }

    [Fact]
    public void What_is_known_already_is_no_mixture()
    {
        Write("[]");
        var known = _file.Read()!.Hash;
        _disk.Torn = read => read with { Steady = false };
        Assert.Equal(known, _file.Read()!.Hash);
        Assert.Empty(_pauses);
    }

    private void Write(params string?[] texts)
    {
        Put(texts[0]);
        foreach (var text in texts[1..])
        {
            _next.Enqueue(text);
        }
    }

    private void Put(string? text)
    {
        _disk.Delete(s_paths.Board);
        if (text is not null)
        {
            using var file = _disk.CreateNew(s_paths.Board)!;
            file.Append(Encoding.UTF8.GetBytes(text));
        }
    }
}
