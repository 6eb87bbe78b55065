using TaskBoard.Benchmarks.Floors;
using TaskBoard.Benchmarks.Library;
using TaskBoard.Benchmarks.Measuring;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>What a process needs that opens a board and changes it 100 times.</summary>
internal static class MemoryRows
{
    public const string Verb = "memory";

    private const int Changes = 100;
    private const double Most = 150;

    public static IEnumerable<RowOf> All(Boards boards) => Sizes.All.Select(tasks => new RowOf(
        $"memory/changes/{tasks}", _ => Measure(boards, $"memory/changes/{tasks}", tasks)));

    /// <summary>The side of the process: prints the most that was ever resident of it, in megabytes.</summary>
    public static int Run(string[] args)
    {
        var tasks = int.Parse(args[2]);
        if (args[0] == "floor")
        {
            using var floor = new Floor(args[1], File.ReadAllBytes(Path.Combine(args[3], "tasks.json")), Durability.Flushed);
            for (var i = 0; i < Changes; i++)
            {
                floor.Change();
            }
        }
        else
        {
            ChangeAsync(args[1], tasks).GetAwaiter().GetResult();
        }

        Console.WriteLine(Spawn.PeakOf("self") * 1024 / 1000);
        return 0;
    }

    private static async Task ChangeAsync(string directory, int tasks)
    {
        await using var board = await Board.OpenAsync(directory);
        for (var i = 1; i <= Changes; i++)
        {
            await board.EditAsync(Boards.Task((i % tasks) + 1), new TaskEdit { Title = $"Task that was changed for the {i}. time" }, "agent");
        }
    }

    private static Figure Measure(Boards boards, string row, int tasks)
    {
        var (board, floor) = (boards.Copy(tasks), boards.Empty());
        return new Figure(
            row, "MB", Peak("floor", floor, tasks.ToString(), board), Peak("ours", board, tasks.ToString()),
            tasks == 10_000 ? Budget.Below(Most, "MB") : null);
    }

    private static Reading Peak(params string[] arguments)
    {
        using var process = ThisProgram.Start([Verb, .. arguments]);
        var kilobytes = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Reading(double.Parse(kilobytes) / 1000, null);
    }
}
