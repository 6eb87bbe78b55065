using System.Security.Cryptography;
using System.Text;
using TaskBoard.Files;
using TaskBoard.TestKit;
using TaskBoard.Tests.Errors;
using Xunit;

namespace TaskBoard.Tests.Files;

public class LargeBoardTexts
{
    private const int Tasks = 2000;
    private const int Megabyte = 1 << 20;

    /// <summary>With what a file of megabytes ends.</summary>
    private const string End = "\"low\" }\n]\n";

    [Fact]
    public void Are_edited_again_and_again_task_by_task() => Seeds.Run(Seeds.Next(), random =>
    {
        var text = BoardTexts.Parse(Board());
        var expected = text.Content;
        for (var i = 0; i < 100; i++)
        {
            var task = expected.Tasks[random.Next(Tasks)].With("title", $"\"{new string('x', random.Next(200))}\"");
            expected = expected.With(task);
            text = text.With(text.Content.With(task));
        }

        var bytes = text.ToBytes();
        Assert.Equal(bytes.Length, text.Length);
        Assert.True(expected.SameValues(text.Content));
        Assert.True(expected.SameValues(BoardTexts.Parse(bytes).Content));
        Assert.Equal(expected.Tasks.Select(t => t.Item), text.ToSnapshot().Tasks);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(Tasks)]
    public void Are_written_in_parts_that_are_the_text_and_hashed_on_the_way(int tasks)
    {
        var text = BoardTexts.Parse(Board(tasks));
        var written = new List<byte[]>();

        var hash = text.WriteTo(part => written.Add(part.ToArray()));

        Assert.Equal(tasks == 1, written.Count == 1);
        Assert.Equal(text.ToBytes(), written.SelectMany(p => p));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(text.ToBytes())), hash);
    }

    [Fact]
    [Trait("Fault", "10")]
    public async Task Of_fifty_megabytes_are_read_and_refused_with_line_and_column_where_a_hand_breaks_them_near_the_end()
    {
        const int Megabytes = 50;
        using var scene = new BadBoard();
        WriteMegabytes(scene.File, Megabytes);
        await using var board = await scene.OpenAsync();
        var read = await board.ReadAsync();
        Assert.True(read.Readable);
        Assert.Empty(read.Problems);
        Assert.Equal(Enumerable.Range(1, Megabytes).Select(i => $"t{i}"), read.Tasks.Select(t => t.Id.Value));
        Assert.All(read.Tasks, t => Assert.Equal((false, Megabyte), (t.Held, t.Description.Length)));

        // Behind the last megabyte: the column is counted over all of its line.
        BreakTheEnd(scene.File);
        var broken = StateOf(scene.File);
        var (line, column) = (Megabytes + 1, LineOf(Megabytes).IndexOf("\"low\"", StringComparison.Ordinal) + 1);
        var refusal = await Assert.ThrowsAsync<BoardUnreadableException>(() => board.AddAsync(new TaskDraft("One more"), "planner"));
        var problem = Assert.Single(refusal.Problems);
        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.Contains("typographic", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"line {line}, column {column}: ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(broken, StateOf(scene.File));
        Assert.False(Directory.Exists(scene[".taskboard/displaced"]));
    }

    [Fact]
    [Trait("Fault", "10")]
    public async Task Beyond_the_limit_are_refused_and_left_as_they_are()
    {
        const int Limit = 64;
        using var scene = new BadBoard();
        WriteMegabytes(scene.File, Limit);
        var before = StateOf(scene.File);
        var bytes = new FileInfo(scene.File).Length;
        await using var board = await scene.OpenAsync();
        foreach (var act in new Func<Task>[] { () => board.AddAsync(new TaskDraft("One more"), "planner"), () => board.ReadAsync() })
        {
            var refusal = await Assert.ThrowsAsync<BoardTooLargeException>(act);
            Assert.Equal((bytes, (long)Limit * Megabyte), (refusal.Bytes, refusal.Limit));
            Assert.Contains($"tasks.json has {bytes} bytes; the limit is {refusal.Limit}. Nothing was changed.", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("max_file_bytes", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, StateOf(scene.File));
    }

    /// <summary>A file with a task of a megabyte on each line but the first and the last: few large ones are made and read in a moment.</summary>
    private static void WriteMegabytes(string path, int megabytes)
    {
        using var file = File.CreateText(path);
        file.Write("[\n");
        for (var i = 1; i <= megabytes; i++)
        {
            file.Write(LineOf(i));
            file.Write(i < megabytes ? ",\n" : "\n]\n");
        }
    }

    private static string LineOf(int number) =>
        $"  {{ \"id\": \"t{number}\", \"title\": \"Task {number}\", \"description\": \"{new string((char)('a' + (number % 26)), Megabyte)}\", \"priority\": \"low\" }}";

    /// <summary>As an editor does that knows better than the hand which quotation marks are meant.</summary>
    private static void BreakTheEnd(string path)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(file.Length - End.Length);
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes(End.Replace("\"low\"", "“low”", StringComparison.Ordinal)));
    }

    /// <summary>What a file holds, and which file it is: one that was written again with the same bytes is another.</summary>
    private static (string Hash, FileStamp? Stamp) StateOf(string path)
    {
        using var file = File.OpenRead(path);
        return (Convert.ToHexStringLower(SHA256.HashData(file)), new RealDisk().Stat(path));
    }

    private static byte[] Board(int tasks = Tasks) => Encoding.UTF8.GetBytes($"[\n{string.Join(
        ",\n",
        Enumerable.Range(1, tasks).Select(i => $"  {{ \"id\": \"t{i}\", \"title\": \"Täsk {i}\", \"description\": \"{new string((char)('a' + (i % 26)), 150)}\", \"labels\": [\"core\"] }}"))}\n]\n");
}
