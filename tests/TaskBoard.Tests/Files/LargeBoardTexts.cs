using System.Security.Cryptography;
using System.Text;
using TaskBoard.Files;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Files;

public class LargeBoardTexts
{
    private const int Tasks = 2000;

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

    private static byte[] Board(int tasks = Tasks) => Encoding.UTF8.GetBytes($"[\n{string.Join(
        ",\n",
        Enumerable.Range(1, tasks).Select(i => $"  {{ \"id\": \"t{i}\", \"title\": \"Täsk {i}\", \"description\": \"{new string((char)('a' + (i % 26)), 150)}\", \"labels\": [\"core\"] }}"))}\n]\n");
}
