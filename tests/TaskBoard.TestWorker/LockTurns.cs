using System.Diagnostics;
using TaskBoard.Files;
using TaskBoard.Locking;

namespace TaskBoard.TestWorker;

/// <summary>
/// <c>lock-turns DIR SECONDS</c>: prints <c>ready</c>, waits for a line, takes turns for so long, each with a little work, and prints how many.
/// </summary>
internal static class LockTurns
{
    public static int Run(string[] args)
    {
        var turns = Turns.At(args[0], new RealDisk(), MachineProcesses.Current);
        var (time, work) = (TimeSpan.FromSeconds(double.Parse(args[1])), Path.Combine(args[0], "work"));
        turns.TakeTurn("turns", default).Dispose();
        Console.WriteLine("ready");
        Console.ReadLine();
        var (watch, count, text) = (Stopwatch.StartNew(), 0, new byte[50_000]);
        while (watch.Elapsed < time)
        {
            using var held = turns.TakeTurn("turns", default);
            File.WriteAllBytes(work, text);
            count++;
        }

        Console.WriteLine(count);
        return 0;
    }
}
