using System.Diagnostics;

namespace TaskBoard.Benchmarks.Measuring;

/// <summary>Floor and product by turns, so that whatever else the machine does meets both.</summary>
internal static class Duel
{
    /// <summary>Samples two things, one after the other, again and again.</summary>
    /// <param name="effort">How long.</param>
    /// <param name="floor">The floor.</param>
    /// <param name="ours">TaskBoard.</param>
    /// <param name="undo">Done after both, outside the clock; null: nothing.</param>
    public static (Samples Floor, Samples Ours) Run(Effort effort, Action floor, Action ours, Action? undo = null)
    {
        // Until the code is compiled well, and files have the size that they keep.
        Sample(effort with { Rounds = effort.Rounds / 8, Time = effort.Time / 2 }, floor, ours, undo);
        GC.Collect();
        return Sample(effort, floor, ours, undo);
    }

    private static (Samples Floor, Samples Ours) Sample(Effort effort, Action floor, Action ours, Action? undo)
    {
        var (floors, all) = (new Samples(), new Samples());
        var begun = Stopwatch.GetTimestamp();
        while (all.Count == 0 || (all.Count < effort.Rounds && Stopwatch.GetElapsedTime(begun) < effort.Time))
        {
            floors.Add(Time(floor));
            all.Add(Time(ours));
            undo?.Invoke();
        }

        return (floors, all);
    }

    private static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
