using System.Diagnostics;
using TaskBoard.Benchmarks.Library;
using TaskBoard.Benchmarks.Measuring;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>Eight processes at one board, and eight at the floor.</summary>
internal static class EightProcessRows
{
    private const int Processes = 8;
    private const int Slices = 4;

    public static IEnumerable<RowOf> All(Boards boards)
    {
        foreach (var (tasks, durability) in from tasks in Sizes.All from durability in Sizes.Durabilities select (tasks, durability))
        {
            var row = $"eight/{tasks}/{Sizes.WordOf(durability)}";
            yield return new RowOf(row, effort => Measure(boards, row, tasks, durability, effort));
        }
    }

    private static Figure Measure(Boards boards, string row, int tasks, Durability durability, Effort effort)
    {
        var (board, floor) = (boards.Copy(tasks), boards.Empty());
        var workers = Enumerable.Range(1, Processes).Select(number => new Worker(board, floor, durability, number)).ToList();
        try
        {
            workers.ForEach(w => w.AwaitReady());

            // Until the code is compiled and the history of each task has its length, which the floor's file then has too.
            Slice(workers, "ours", effort.Time, new Samples());
            Slice(workers, "floor", effort.Time / 8, new Samples());
            var (floors, ours, floorWaits, ourWaits) = (new Samples(), new Samples(), new Samples(), new Samples());
            for (var i = 0; i < Slices; i++)
            {
                floors.Add(Slice(workers, "floor", effort.Time / Slices, floorWaits));
                ours.Add(Slice(workers, "ours", effort.Time / Slices, ourWaits));
            }

            return new Figure(row, "ms", new Reading(floors.Median, floorWaits.Percentile99), new Reading(ours.Median, ourWaits.Percentile99), null);
        }
        finally
        {
            workers.ForEach(w => w.Dispose());
        }
    }

    /// <summary>Lets all of them work for a time; answers the time per change.</summary>
    private static double Slice(List<Worker> workers, string what, TimeSpan time, Samples waits)
    {
        var begun = Stopwatch.GetTimestamp();
        workers.ForEach(w => w.Begin(what, time));
        var rounds = workers.ConvertAll(w => w.Result());
        rounds.ForEach(waits.AddRange);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds / rounds.Sum(r => r.Length);
    }
}
