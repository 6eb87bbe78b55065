using TaskBoard.Files;
using TaskBoard.Locking;

namespace TaskBoard.TestWorker;

/// <summary>
/// <c>lock-hold DIR turn|visible</c>: takes the turn (or only the visible lock), prints the nonce, holds it until its input ends, then
/// gives it back. Killed meanwhile, it leaves what a dead process leaves.
/// </summary>
internal static class LockHold
{
    public static int Run(string[] args)
    {
        var turns = Turns.At(args[0], new RealDisk(), MachineProcesses.Current);
        using (var held = args[1] == "turn" ? turns.TakeTurn("holder", default) : turns.TakeVisibleLock("holder", default))
        {
            Console.WriteLine(held.Nonce);
            Console.In.ReadToEnd();
        }

        return 0;
    }
}
