using System.Text;
using TaskBoard.History;

namespace TaskBoard.Tests.Simulation;

/// <summary>A person who deletes <c>.taskboard</c>, or only the history in it, between two turns.</summary>
internal sealed class SimulatedCleaner(SimulatedWorld world)
{
    /// <summary>Deletes once; each element is a step.</summary>
    public IEnumerable<string> Deletes()
    {
        for (var pause = world.Random.Next(20); pause > 0; pause--)
        {
            yield return SimulatedPerson.Waits;
        }

        // What a dead writer has not shown yet is known to nobody but the history: who deletes that then has decided that it never happened.
        while (!IsBetweenTurns())
        {
            if (world.Scheduler.Calm)
            {
                yield break;
            }

            yield return SimulatedPerson.Waits;
        }

        world.BeginEra(world.Database.Committed);
        if (world.Random.Next(2) == 0)
        {
            GiveUpWhatIsKept();
            world.Files.DeleteTree(world.Paths.Private);
        }
        else
        {
            world.Files.Unbind(world.Paths.History);
        }

        world.Files.FlushDirectory(world.Paths.Directory);
        world.Files.FlushDirectory(world.Paths.Private);
        yield return "person deletes the history";
    }

    private bool IsBetweenTurns() =>
        world.Files.At(world.Paths.Lock) is null
        && world.Files.IsUnlocked(world.Paths.CommitLock)
        && world.Database.Committed.Commits is [.., { State: not CommitState.Pending }];

    /// <summary>
    /// Saves into displaced files that nobody has looked at go with them, and so do what an editor still writes into one, and what was set aside when a
    /// history before this one was gone.
    /// </summary>
    private void GiveUpWhatIsKept()
    {
        foreach (var inode in new[] { world.Paths.Swap, world.Paths.Displaced }.SelectMany(d => world.Files.NamesIn(d).Select(n => world.Files.At(Path.Combine(d, n))!)))
        {
            inode.LostItsNameToAPerson = true;
            var text = Encoding.UTF8.GetString([.. inode.Content, .. inode.BeingWritten ?? []]);
            foreach (var save in world.Saves.Where(s => !world.Files.Holds(world.Paths.Board, s.Quoted)))
            {
                save.Overwritten |= text.Contains(save.Quoted, StringComparison.Ordinal);
            }
        }
    }
}
