using System.Text;
using TaskBoard.Files;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Files;

/// <summary>A text that another program changed is read with what is known of the one before, and means what it means without that.</summary>
public class BoardTextTakenOver
{
    private const int Boards = 1_500;

    [Fact]
    public void Makes_no_difference_to_what_is_read_or_refused()
    {
        var seed = Seeds.Next();
        for (var i = 0; i < (Seeds.Asked is null ? Boards : 1); i++)
        {
            Seeds.Run(unchecked(seed + i), Check);
        }
    }

    [Fact]
    public void What_is_the_same_is_not_read_again_wherever_it_moved_by_a_little()
    {
        var tasks = Enumerable.Range(1, 100).Select(i => $$"""{"id":"t{{i}}","title":"Task {{i}}","history":[{"event":"CREATED"}]}""").ToList();
        var before = BoardTexts.Parse($"[{string.Join(",\n", tasks)}]");
        tasks[50] = tasks[50].Replace("Task", "Another", StringComparison.Ordinal);
        tasks.RemoveRange(70, 2);
        tasks.InsertRange(20, ["""{"id":"new","title":"x"}""", """{"id":"newer","title":"y"}"""]);
        var after = Read(Encoding.UTF8.GetBytes($"[ {string.Join(",\r\n", tasks)} ]"), before).Board!;
        Assert.Equal(97, after.Content.Tasks.Count(t => ReferenceEquals(t, before.Content.Find(t.Key))));
        Assert.Equal(["new", "newer", "t51"], after.Content.Tasks.Where(t => !ReferenceEquals(t, before.Content.Find(t.Key))).Select(t => t.Key));
    }

    private static void Check(Random random)
    {
        var first = BoardTexts.Parse(new RandomBoardText(random).Write());
        var before = random.Next(2) == 0 ? first : first.With(RandomEdits.Of(random, first.Content));
        var bytes = random.Next(4) switch
        {
            0 => Encoding.UTF8.GetBytes(new RandomBoardText(random).Write()),
            1 => before.With(RandomEdits.Of(random, before.Content)).ToBytes(),
            _ => Meddled(random, before.ToBytes()),
        };
        var (anew, taken) = (Read(bytes, null), Read(bytes, before));
        Assert.Equal(anew.Refusal, taken.Refusal);
        if (anew.Board is null)
        {
            Assert.Null(taken.Board);
            return;
        }

        Assert.Equal(anew.Board.Content.Tasks.Select(t => (t.Key, string.Join('\n', t.Properties))), taken.Board!.Content.Tasks.Select(t => (t.Key, string.Join('\n', t.Properties))));
        Assert.Equal(anew.Board.Tasks, taken.Board.Tasks);
        Assert.Equal(anew.Board.Problems, taken.Board.Problems);
        Assert.Equal(anew.Board.Content.Root, taken.Board.Content.Root);
        Assert.Equal(bytes, taken.Board.ToBytes());
        var target = RandomEdits.Of(random, anew.Board.Content);
        Assert.Equal(anew.Board.With(target).Text(), taken.Board.With(target).Text());
    }

    /// <summary>Some pieces of the text doubled, moved, taken away or written over, so that it often stays one that can be read.</summary>
    private static byte[] Meddled(Random random, byte[] text)
    {
        var lines = Encoding.UTF8.GetString(text).Split('\n').ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var (from, to) = (random.Next(lines.Count), random.Next(lines.Count));
            switch (random.Next(5))
            {
                case 0:
                    lines.Insert(to, lines[from]);
                    break;
                case 1 when lines.Count > 1:
                    lines.RemoveAt(from);
                    break;
                case 2:
                    (lines[from], lines[to]) = (lines[to], lines[from]);
                    break;
                case 3:
                    lines[from] = lines[from].Replace("\"id\"", "\"ID\"", StringComparison.Ordinal);
                    break;
                default:
                    lines[from] = string.Concat(lines[from].Select(c => random.Next(20) == 0 ? "\"{}[],: x1"[random.Next(10)] : c));
                    break;
            }
        }

        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    private static (BoardText? Board, string? Refusal) Read(byte[] bytes, BoardText? before)
    {
        try
        {
            return (BoardText.Parse(bytes, new BoardLimits(), "tasks.json", before), null);
        }
        catch (BoardUnreadableException e)
        {
            return (null, string.Join('\n', e.Problems));
        }
    }
}
