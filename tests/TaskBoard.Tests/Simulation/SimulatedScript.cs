using System.Globalization;
using System.Text;
using System.Text.Json;
using TaskBoard.Files;

namespace TaskBoard.Tests.Simulation;

/// <summary>
/// A script of another language that follows the visible protocol: creates <c>tasks.lock</c> exclusively, edits the file, deletes the lock. Sometimes it dies. In some
/// worlds its shell then takes the lock away, if it is still there, and runs it again at once.
/// </summary>
internal sealed class SimulatedScript(SimulatedWorld world)
{
    private readonly SimulatedPerson _hand = new(world, "script");

    /// <summary>Edits a number of times; each element is a step.</summary>
    public IEnumerable<string> Edits(int count)
    {
        SimulatedFiles.Inode? left = null;
        for (var i = 0; i < count; i++)
        {
            for (var pause = left is null ? world.Random.Next(20) : 0; pause > 0; pause--)
            {
                yield return SimulatedPerson.Waits;
            }

            var pid = world.Processes.Add(world.Scheduler.Now);
            SimulatedFiles.Inode? mine;
            while ((mine = Create(left)) is null)
            {
                if (world.Scheduler.Calm)
                {
                    // A dead process left the lock, and only TaskBoard can tell that it is dead.
                    world.Processes.Remove(pid);
                    yield break;
                }

                yield return SimulatedPerson.Waits;
            }

            left = null;
            mine.IsByHand = true;
            world.ScriptsTurn = true;
            yield return "script creates the lock";
            world.Files.Write(mine, Record(pid));
            yield return "script writes the lock";
            if (_hand.Read() is { } board && _hand.Edit(board) is var (text, save))
            {
                foreach (var step in world.Random.Next(2) == 0 ? _hand.InPlace(text, save) : _hand.ByRename(text, save))
                {
                    yield return $"script {step} {save.Marker}";
                }
            }

            world.Processes.Remove(pid);
            if (world.Random.Next(4) == 0)
            {
                world.ScriptsTurn = false;
                left = world.Roughness.ShellClearsUp ? mine : null;
                yield return "script dies with the lock";
                continue;
            }

            world.ScriptsTurn = false;
            world.Files.Unbind(world.Paths.Lock);
            yield return "script deletes the lock";
        }
    }

    /// <summary>The lock; null: it is taken. What a dead run of it left there is no obstacle to its shell.</summary>
    private SimulatedFiles.Inode? Create(SimulatedFiles.Inode? left)
    {
        if (left is not null && world.Files.At(world.Paths.Lock) == left)
        {
            world.Files.Unbind(world.Paths.Lock);
        }

        return world.Files.Create(world.Paths.Lock, 0x1A4);
    }

    private byte[] Record(int pid) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["agent_id"] = "script",
        ["timestamp"] = world.Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        ["pid"] = pid,
        ["process_start"] = world.Processes.StartOf(pid)!,
        ["pid_ns"] = "pid:[1]",
        ["boot_id"] = world.Processes.BootId,
    }));
}
