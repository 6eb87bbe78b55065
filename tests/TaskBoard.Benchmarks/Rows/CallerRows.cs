using System.Diagnostics;
using TaskBoard.Benchmarks.Library;
using TaskBoard.Benchmarks.Measuring;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>64 callers in one process, who share turns.</summary>
internal static class CallerRows
{
    private const int Callers = 64;
    private const double LeastGain = 8;
    private const int Slices = 6;

    public static IEnumerable<RowOf> All(Boards boards)
    {
        foreach (var (tasks, durability) in from tasks in Sizes.All from durability in Sizes.Durabilities select (tasks, durability))
        {
            var row = $"callers/{tasks}/{Sizes.WordOf(durability)}";
            yield return new RowOf(row, effort => BesideFloor(boards, row, tasks, durability, effort));
        }

        foreach (var tasks in Sizes.All)
        {
            var row = $"gain/{tasks}/flushed";
            yield return new RowOf(row, effort => BesideOne(boards, row, tasks, effort));
        }
    }

    private static Figure BesideFloor(Boards boards, string row, int tasks, Durability durability, Effort effort)
    {
        using var contenders = new Contenders(boards, tasks, durability);
        var (floor, ours) = Sliced(
            effort,
            slice => Repeat(slice, Callers, () => contenders.Floor.Change(Callers)),
            slice => Together(slice, contenders, tasks));
        return new Figure(row, "ms", floor, ours, null);
    }

    private static Figure BesideOne(Boards boards, string row, int tasks, Effort effort)
    {
        using var contenders = new Contenders(boards, tasks, Durability.Flushed);
        var (one, many) = Sliced(effort, slice => Repeat(slice, 1, contenders.Change), slice => Together(slice, contenders, tasks));
        return new Figure(row, "ms", one, many, tasks == 100 ? Budget.TimesFaster(LeastGain) : null);
    }

    /// <summary>By turns, in slices of time; answers the time per change.</summary>
    private static (Reading Floor, Reading Ours) Sliced(Effort effort, Func<TimeSpan, double> floor, Func<TimeSpan, double> ours)
    {
        var slice = effort.Time / Slices;
        var (floors, all) = (new Samples(), new Samples());
        for (var i = 0; i <= Slices; i++)
        {
            var (f, o) = (floor(slice), ours(slice));
            if (i > 0)
            {
                floors.Add(f);
                all.Add(o);
            }
        }

        return (new Reading(floors.Median, null), new Reading(all.Median, null));
    }

    private static double Repeat(TimeSpan slice, int changes, Action change)
    {
        var begun = Stopwatch.GetTimestamp();
        var made = 0;
        do
        {
            change();
            made += changes;
        }
        while (Stopwatch.GetElapsedTime(begun) < slice);

        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds / made;
    }

    private static double Together(TimeSpan slice, Contenders contenders, int tasks)
    {
        var begun = Stopwatch.GetTimestamp();
        var made = 0;
        Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => RepeatAsync(caller)))).GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds / made;

        async Task RepeatAsync(int caller)
        {
            do
            {
                await contenders.ChangeAsync(Boards.Task((caller % tasks) + 1));
                Interlocked.Increment(ref made);
            }
            while (Stopwatch.GetElapsedTime(begun) < slice);
        }
    }
}
