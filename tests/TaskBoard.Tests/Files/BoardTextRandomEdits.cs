using System.Text;
using TaskBoard.Files;
using TaskBoard.Rules;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Files;

public class BoardTextRandomEdits
{
    private const int Boards = 400;

    [Fact]
    public void Mean_what_was_wanted_and_leave_the_rest_alone()
    {
        var seed = Seeds.Next();
        for (var i = 0; i < (Seeds.Asked is null ? Boards : 1); i++)
        {
            Seeds.Run(unchecked(seed + i), Check);
        }
    }

    private static void Check(Random random)
    {
        var text = new RandomBoardText(random).Write();
        var before = BoardTexts.Parse(text);
        var target = RandomEdits.Of(random, before.Content);
        var after = before.With(target);
        var result = after.Text();

        // It means what was wanted, whether read anew or known from the edit.
        Assert.True(target.SameValues(after.Content), $"{text}\n=>\n{result}");
        Assert.True(target.SameValues(BoardTexts.Parse(result).Content), $"{text}\n=>\n{result}");
        Assert.Equal(Encoding.UTF8.GetByteCount(result), after.Length);
        Assert.Equal(BoardTexts.Parse(result).Problems, after.Problems);

        // Untouched tasks, and untouched values of touched ones, stand there as they did, in their order.
        var (old, now) = (TextsOf(text), TextsOf(result));
        foreach (var task in target.Tasks.Where(t => before.Content.Find(t.Key) is not null))
        {
            var was = before.Content.Find(task.Key)!;
            if (was.SameValues(task))
            {
                Assert.Equal(old[task.Key].Whole, now[task.Key].Whole);
            }

            foreach (var name in task.Properties.Select(p => p.Key).Where(n => was[n] is { } value && JsonText.AreEqual(value, task[n]!)))
            {
                Assert.Equal(old[task.Key].Values[name], now[task.Key].Values[name]);
            }
        }

        Assert.Equal(text.StartsWith('\uFEFF'), result.StartsWith('\uFEFF'));
        Assert.Equal(text.EndsWith('\n'), result.EndsWith('\n'));
        if (before.Content.Tasks.All(t => target.Find(t.Key) is { } now && t.Properties.All(p => now[p.Key] is not null)))
        {
            Assert.Equal(Comments(text), Comments(result));
        }

        // And back again.
        Assert.True(before.Content.SameValues(after.With(before.Content).Content), $"{text}\n=>\n{result}\n=>\n{after.With(before.Content).Text()}");
        Assert.True(before.Content.SameValues(BoardTexts.Parse(after.With(before.Content).Text()).Content));
    }

    // Comments that stand between properties; those within arrays may go with their elements.
    private static int Comments(string text) => text.Split("//p").Length;

    private static Dictionary<string, (string Whole, Dictionary<string, string> Values)> TextsOf(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var (start, end) = BoardTextReader.TasksOf(bytes);
        var result = new Dictionary<string, (string, Dictionary<string, string>)>();
        foreach (var task in ListText.Scan(bytes.AsMemory(start..end)).Items)
        {
            var values = ListText.Scan(task.Value).Items.ToDictionary(i => i.Name!, i => Encoding.UTF8.GetString(i.Prefix.Span) + Encoding.UTF8.GetString(i.Value.Span));
            result[JsonText.Text(JsonText.Compact(ListText.Scan(task.Value).Items.First(i => i.Name == "id").Value.Span))!] = (Encoding.UTF8.GetString(task.Value.Span), values);
        }

        return result;
    }
}
