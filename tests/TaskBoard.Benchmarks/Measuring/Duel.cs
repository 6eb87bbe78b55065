using System.Diagnostics;

namespace TaskBoard.Benchmarks.Measuring;

/// <summary>Floor and product by turns, so that whatever else the machine does meets both.</summary>
internal static class Duel
{
    /// <summary>Samples two things, one after the other, again and again, for a caller that awaits what is asynchronous.</summary>
    /// <param name="effort">How long.</param>
    /// <param name="floor">The floor.</param>
    /// <param name="ours">TaskBoard.</param>
    /// <param name="undo">Done after both, outside the clock; null: nothing.</param>
    public static (Samples Floor, Samples Ours) Run(Effort effort, Action floor, Func<Task> ours, Func<Task>? undo = null) => Task.Run(async () =>
    {
        // Until the code is compiled well, and files have the size that they keep.
        await SampleAsync(effort with { Rounds = effort.Rounds / 8, Time = effort.Time / 2 }, floor, ours, undo);
        GC.Collect();
        return await SampleAsync(effort, floor, ours, undo);
    }).GetAwaiter().GetResult();

    private static async Task<(Samples Floor, Samples Ours)> SampleAsync(Effort effort, Action floor, Func<Task> ours, Func<Task>? undo)
    {
        var (floors, all) = (new Samples(), new Samples());
        var begun = Stopwatch.GetTimestamp();
        while (all.Count == 0 || (all.Count < effort.Rounds && Stopwatch.GetElapsedTime(begun) < effort.Time))
        {
            var start = Stopwatch.GetTimestamp();
            floor();
            floors.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            start = Stopwatch.GetTimestamp();
            await ours();
            all.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (undo is not null)
            {
                await undo();
            }
        }

        return (floors, all);
    }
}
