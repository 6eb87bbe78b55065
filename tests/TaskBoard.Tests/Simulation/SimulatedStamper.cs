using System.Text;
using System.Text.Json.Nodes;

namespace TaskBoard.Tests.Simulation;

/// <summary>
/// A program that never heard of locks and keeps a mark in all tasks that the board began with: it writes a new one over the old one, in place and at one stroke, so that
/// the text stays as long as it was. Half of one text and half of the next are a board as well then, which nobody wrote.
/// </summary>
internal sealed class SimulatedStamper(SimulatedWorld world)
{
    /// <summary>The property that holds the mark.</summary>
    public const string Property = "seen";

    private const string Name = "stamper";
    private const int Digits = 6;

    private readonly SimulatedPerson _hand = new(world, Name);

    /// <summary>Writes a number of marks; each element is a step.</summary>
    public IEnumerable<string> Stamps(int count)
    {
        for (var i = 0; i < count; i++)
        {
            for (var pause = world.Random.Next(5); pause > 0; pause--)
            {
                yield return SimulatedPerson.Waits;
            }

            if (_hand.Read() is { } board)
            {
                yield return $"{Name} writes {Stamp(board)}";
            }
        }
    }

    private string Stamp(JsonNode board)
    {
        var tasks = (board as JsonArray ?? board["tasks"]!.AsArray()).Where(t => ((string?)t!["id"])!.StartsWith('t')).ToArray();
        var inode = world.Files.At(world.Paths.Board)!;
        var mark = $"s{world.NewToken("").PadLeft(Digits, '0')}";
        if (tasks.Select(t => (string?)t![Property]).FirstOrDefault(m => m is not null) is { } old)
        {
            var text = Encoding.UTF8.GetString(inode.Content);
            world.Files.Write(inode, Encoding.UTF8.GetBytes(text.Replace($"\"{old}\"", $"\"{mark}\"", StringComparison.Ordinal)));
        }
        else
        {
            foreach (var task in tasks)
            {
                task![Property] = mark;
            }

            world.Files.Write(inode, Encoding.UTF8.GetBytes(board.ToJsonString()));
        }

        // The next stroke takes its place, and may do so before anybody has seen it. What counts is that no half of it is taken for a whole.
        inode.IsByHand = true;
        world.Saves.Add(new Save(mark, Name) { Overwritten = true });
        return mark;
    }
}
