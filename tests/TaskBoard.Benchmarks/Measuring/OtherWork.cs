using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TaskBoard.Benchmarks.Measuring;

/// <summary>How much of the machine others used while something was measured: figures taken beside other work are noise.</summary>
/// <param name="childrenSoFar">The time that children had so far which still run, in seconds.</param>
internal sealed unsafe partial class OtherWork(Func<double> childrenSoFar)
{
    private const int TicksPerSecond = 100;

    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly double _before = OthersSoFar(childrenSoFar);

    /// <summary>The share of all processors since this was made: everything but this program and its children.</summary>
    public double Share => Math.Max(0, (OthersSoFar(childrenSoFar) - _before) / (Stopwatch.GetElapsedTime(_begun).TotalSeconds * Environment.ProcessorCount));

    private static double OthersSoFar(Func<double> childrenSoFar) => Busy() - Own(0) - Own(-1) - childrenSoFar();

    /// <summary>Seconds in which processors worked, since the boot: user, nice, system, irq, softirq, steal.</summary>
    private static double Busy()
    {
        using var reader = new StreamReader("/proc/stat");
        var ticks = reader.ReadLine()!.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4]) / TicksPerSecond;
    }

    private static double Own(int who)
    {
        var usage = stackalloc long[32];
        return Usage(who, usage) == 0 ? usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6) : 0;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int Usage(int who, long* into);
}
