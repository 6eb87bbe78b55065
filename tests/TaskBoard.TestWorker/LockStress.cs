using TaskBoard.Files;
using TaskBoard.Locking;

namespace TaskBoard.TestWorker;

/// <summary>
/// <c>lock-stress DIR turns|script SEED TOTAL CRASHES</c>: takes turns until the referee has counted TOTAL of all processes, widening the windows between the
/// steps at random and dying in the midst of CRASHES per cent of them. Prints each double ownership that the referee saw.
/// </summary>
/// <remarks>
/// One death in eight is the real one, by SIGKILL; whoever started us starts another. The others do what the kernel does for the dead, and
/// no more: all handles are closed, nothing else happens. That costs no new runtime, so that many thousand deaths can be had.
/// A script knows only <c>tasks.lock</c>, which it links there with its process number, and it always dies for real.
/// </remarks>
internal static class LockStress
{
    public static int Run(string[] args)
    {
        var (directory, isScript, seed, total, crashes) = (args[0], args[1] == "script", int.Parse(args[2]), long.Parse(args[3]), int.Parse(args[4]));
        var (random, processes) = (new Random(seed), MachineProcesses.Current);
        using var referee = new Referee(directory);
        while (referee.Count < total)
        {
            var dies = random.Next(100) < (isScript ? crashes / 8.0 : crashes);
            var disk = new MortalDisk(new RealDisk(), random, dies ? random.Next(1, 25) : null, dies && (isScript || random.Next(8) == 0));
            try
            {
                if (isScript)
                {
                    ScriptTurn(disk, processes, directory, referee, random);
                }
                else
                {
                    using var turn = Turns.At(directory, disk, processes).TakeTurn($"worker-{seed}", default);
                    referee.Watch(disk.Step);
                    if (!turn.IsOurs())
                    {
                        referee.Report("the lock of a turn was taken away");
                    }
                }
            }
            catch (MortalDisk.Died)
            {
                referee.Leave();
            }
            finally
            {
                disk.CloseAll();
            }
        }

        return referee.Violations;
    }

    private static void ScriptTurn(MortalDisk disk, IProcesses processes, string directory, Referee referee, Random random)
    {
        var (self, name, mine) = (processes.Self, Path.Combine(directory, "tasks.lock"), Path.Combine(directory, $"script-{processes.Self.Pid}"));
        var record = LockRecord.Of(self, "script", DateTimeOffset.UtcNow, "", breaks: null) with { Liveness = null, Nonce = null };
        disk.Delete(mine);
        using (var file = disk.CreateNew(mine)!)
        {
            file.Append(record.ToBytes());
        }

        while (!disk.Link(mine, name))
        {
            processes.Pause(TimeSpan.FromMilliseconds(random.Next(1, 4)));
        }

        referee.Watch(disk.Step);
        disk.Delete(name);

        // Whoever takes the next turn at once leaves none to those who wait politely.
        processes.Pause(TimeSpan.FromMilliseconds(random.Next(10, 60)));
    }
}
