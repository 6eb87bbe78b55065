using System.Diagnostics;
using TaskBoard.Benchmarks.Floors;
using TaskBoard.Benchmarks.Library;
using TaskBoard.Benchmarks.Measuring;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>A board of 10,000 tasks with 30,000 dependencies: the next task once it is read, and one more dependency that would close a circle.</summary>
internal static class GraphRows
{
    private const int Most = 20;
    private const int MostOfCycle = 5;

    public static IEnumerable<RowOf> All(Boards boards)
    {
        yield return new RowOf("links/next", effort => Next(boards, effort));
        yield return new RowOf("links/cycle", effort => Cycle(boards, effort));
    }

    private static Figure Next(Boards boards, Effort effort)
    {
        var directory = boards.CopyLinked();
        var floor = new FloorLinks();
        var (floors, ours) = (new Samples(), new Samples());
        var begun = Stopwatch.GetTimestamp();
        for (var round = -1; round < 0 || (ours.Count < effort.Rounds && Stopwatch.GetElapsedTime(begun) < effort.Time * 4); round++)
        {
            var (floorTime, time) = (FloorTime(floor.Next), NextAsync(directory).GetAwaiter().GetResult());
            if (round >= 0)
            {
                floors.Add(floorTime);
                ours.Add(time);
            }
        }

        return new Figure("links/next", "ms", Reading.Of(floors), Reading.Of(ours), Budget.Below(Most, "ms"));
    }

    /// <summary>A board that was read and that nothing else is known of.</summary>
    private static async Task<double> NextAsync(string directory)
    {
        await using var board = await Board.OpenAsync(directory);
        await board.ReadAsync();
        var start = Stopwatch.GetTimestamp();
        _ = await board.NextAsync("agent") ?? throw new InvalidOperationException("Nothing is ready.");
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>The whole change up to its refusal: what only looks at links cannot be asked for alone.</summary>
    private static Figure Cycle(Boards boards, Effort effort)
    {
        using var board = new OpenBoard(boards.CopyLinked());
        var (floor, edit) = (new FloorLinks(), new TaskEdit { AddDependsOn = [Boards.Task(FloorLinks.Tasks)] });
        var (floors, ours) = Duel.Run(effort, floor.Cycle, async () =>
        {
            try
            {
                await board.Board.EditAsync(Boards.Task(1), edit, "agent");
                throw new InvalidOperationException("The circle was not found.");
            }
            catch (DependencyCycleException)
            {
            }
        });
        return new Figure("links/cycle", "ms", Reading.Of(floors), Reading.Of(ours), Budget.Below(MostOfCycle, "ms"));
    }

    private static double FloorTime(Action floor)
    {
        var start = Stopwatch.GetTimestamp();
        floor();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private sealed class OpenBoard(string directory) : IDisposable
    {
        public Board Board { get; } = Board.OpenAsync(directory, new BoardOptions { Durability = Durability.Buffered }).GetAwaiter().GetResult();

        public void Dispose() => Board.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
