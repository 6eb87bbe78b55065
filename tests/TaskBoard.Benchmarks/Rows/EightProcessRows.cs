using TaskBoard.Benchmarks.Library;
using TaskBoard.Benchmarks.Measuring;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>Eight processes at one board, and eight at the floor.</summary>
internal static class EightProcessRows
{
    private const int Slices = 4;

    public static IEnumerable<RowOf> All(Boards boards, Workers workers, Effort effort)
    {
        foreach (var (tasks, durability) in from tasks in Sizes.All from durability in Sizes.Durabilities select (tasks, durability))
        {
            var row = $"eight/{tasks}/{Sizes.WordOf(durability)}";
            yield return new RowOf(row, e => Measure(boards, workers, row, tasks, durability, e), () => workers.Start(boards, effort));
        }
    }

    private static Figure Measure(Boards boards, Workers workers, string row, int tasks, Durability durability, Effort effort)
    {
        workers.Open(boards.Copy(tasks), boards.Empty(), durability);

        // Until the history of each task has its length, which the floor's file then has too.
        workers.Slice("ours", effort.Time / 2, new Samples());
        workers.Slice("floor", effort.Time / 8, new Samples());
        var (floors, ours, floorWaits, ourWaits) = (new Samples(), new Samples(), new Samples(), new Samples());
        for (var i = 0; i < Slices; i++)
        {
            floors.Add(workers.Slice("floor", effort.Time / Slices, floorWaits));
            ours.Add(workers.Slice("ours", effort.Time / Slices, ourWaits));
        }

        return new Figure(row, "ms", new Reading(floors.Median, floorWaits.Percentile99), new Reading(ours.Median, ourWaits.Percentile99), null);
    }
}
