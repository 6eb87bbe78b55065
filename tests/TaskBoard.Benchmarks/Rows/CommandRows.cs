using TaskBoard.Benchmarks.Library;
using TaskBoard.Benchmarks.Measuring;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>Whole commands, from their start to their end.</summary>
internal static class CommandRows
{
    private const double MostStart = 3;
    private const double MostMemory = 60;

    public static IEnumerable<RowOf> All(Boards boards, Programs programs)
    {
        yield return Command("version", null, Budget.TimesFloor(MostStart), _ => ["--version"]);
        foreach (var tasks in Sizes.All)
        {
            var budget = tasks == 100 ? Budget.TimesFloor(MostStart) : null;
            yield return Command("list", tasks, budget, _ => ["list", "--json"]);
            yield return Command("edit", tasks, budget, start => ["edit", $"t{(tasks / 2) + 1}", "--title", $"Another one, {start}", "--agent", "agent"]);

            // Another agent each time, at most as many as there are tasks: whoever holds a task is given it again.
            yield return Command("claim", tasks, budget, start => ["claim", "--agent", $"agent-{start}"]);
        }

        // The form for platforms without a package of machine code: what starting alone costs is held, how far a whole command is from that is shown.
        yield return ReadyToRun("version", null, Budget.TimesFloor(MostStart), ["--version"]);
        yield return ReadyToRun("list", 100, null, ["list", "--json"]);

        foreach (var tasks in Sizes.All)
        {
            var row = $"memory/list/{tasks}";
            yield return new RowOf(
                row, effort => Memory(row, programs, boards.Copy(tasks), effort, tasks == 100 ? Budget.Below(MostMemory, "MB") : null), programs.Publish);
        }

        RowOf Command(string name, int? tasks, Budget? budget, Func<int, string[]> words)
        {
            var row = tasks is null ? $"command/{name}" : $"command/{name}/{tasks}";
            return new RowOf(
                row,
                effort => Measure(
                    row, programs.Empty, programs.Command, words, tasks is { } size ? boards.Copy(size) : null, effort with { Starts = Math.Min(effort.Starts, tasks ?? effort.Starts) }, budget),
                programs.Publish);
        }

        RowOf ReadyToRun(string name, int? tasks, Budget? budget, string[] words)
        {
            var row = tasks is null ? $"ready-to-run/{name}" : $"ready-to-run/{name}/{tasks}";
            return new RowOf(
                row,
                effort => Measure(row, programs.Empty, programs.ReadyToRun, _ => words, tasks is { } size ? boards.Copy(size) : null, effort, budget),
                programs.PublishReadyToRun);
        }
    }

    private static Figure Measure(string row, string emptyProgram, string program, Func<int, string[]> words, string? board, Effort effort, Budget? budget)
    {
        string[] empty = [emptyProgram];
        var (floor, ours) = (new Samples(), new Samples());
        for (var i = 0; i < effort.Starts; i++)
        {
            string[] command = [program, .. words(i), .. board is null ? [] : new[] { "--board", board }];
            floor.Add(Spawn.Run(empty));
            ours.Add(Spawn.Run(command));
        }

        return new Figure(row, "ms", Reading.Of(floor), Reading.Of(ours), budget);
    }

    private static Figure Memory(string row, Programs programs, string board, Effort effort, Budget? budget)
    {
        var (floor, ours) = (new Samples(), new Samples());
        for (var i = 0; i < (effort.Starts / 3) + 1; i++)
        {
            floor.Add(Spawn.Resident([programs.Empty]));
            ours.Add(Spawn.Resident([programs.Command, "list", "--json", "--board", board]));
        }

        return new Figure(row, "MB", new Reading(floor.Median, null), new Reading(ours.Median, null), budget);
    }
}
