using System.Diagnostics;
using TaskBoard.Benchmarks.Floors;
using TaskBoard.Benchmarks.Library;
using TaskBoard.Benchmarks.Measuring;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>One caller in one process: a change, a claim, a read.</summary>
internal static class LibraryRows
{
    public static IEnumerable<RowOf> All(Boards boards)
    {
        foreach (var (tasks, durability) in from tasks in Sizes.All from durability in Sizes.Durabilities select (tasks, durability))
        {
            var end = $"{tasks}/{Sizes.WordOf(durability)}";
            yield return new RowOf($"change/{end}", effort => Change(boards, $"change/{end}", tasks, durability, effort));
            yield return new RowOf($"claim/{end}", effort => Claim(boards, $"claim/{end}", tasks, durability, effort));
        }

        foreach (var tasks in Sizes.All)
        {
            yield return new RowOf($"read/{tasks}/kept", effort => ReadKept(boards, $"read/{tasks}/kept", tasks, effort));
            yield return new RowOf($"read/{tasks}/anew", effort => ReadAnew(boards, $"read/{tasks}/anew", tasks, effort));
        }
    }

    /// <summary>Lets everything be compiled well before it is measured.</summary>
    public static void WarmUp(Boards boards, TimeSpan time)
    {
        using var contenders = new Contenders(boards, Sizes.All[1], Durability.Buffered);
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < time;)
        {
            contenders.Change();
            contenders.ClaimAsync().GetAwaiter().GetResult().ReleaseAsync().GetAwaiter().GetResult();
            contenders.Board.ReadAsync().GetAwaiter().GetResult();
            contenders.Floor.Change(claim: true);
            contenders.Floor.Read();
        }
    }

    private static Figure Change(Boards boards, string row, int tasks, Durability durability, Effort effort)
    {
        using var contenders = new Contenders(boards, tasks, durability);
        var (floor, ours) = Duel.Run(effort, () => contenders.Floor.Change(), contenders.ChangeAsync);
        return new Figure(row, "ms", Reading.Of(floor), Reading.Of(ours), Budget.OfChange(tasks, durability));
    }

    private static Figure Claim(Boards boards, string row, int tasks, Durability durability, Effort effort)
    {
        using var contenders = new Contenders(boards, tasks, durability);
        TaskClaim? claim = null;
        var (floor, ours) = Duel.Run(
            effort,
            () => contenders.Floor.Change(claim: true),
            async () => claim = await contenders.ClaimAsync(),
            () => claim!.ReleaseAsync());
        return new Figure(row, "ms", Reading.Of(floor), Reading.Of(ours), Budget.OfChange(tasks, durability));
    }

    private static Figure ReadKept(Boards boards, string row, int tasks, Effort effort)
    {
        using var contenders = new Contenders(boards, tasks, Durability.Buffered);
        var (floor, ours) = Duel.Run(effort, () => contenders.Floor.LookAgain(), () => contenders.Board.ReadAsync());
        return new Figure(row, "ms", Reading.Of(floor), Reading.Of(ours), null);
    }

    private static Figure ReadAnew(Boards boards, string row, int tasks, Effort effort)
    {
        var directory = boards.Copy(tasks);
        using var floor = new Floor(boards.Empty(), File.ReadAllBytes(Path.Combine(directory, "tasks.json")), Durability.Buffered);
        var (floors, ours) = Duel.Run(effort, () => floor.Read(), () => ReadAsync(directory));
        return new Figure(row, "ms", Reading.Of(floors), Reading.Of(ours), null);
    }

    private static async Task ReadAsync(string directory)
    {
        await using var board = await Board.OpenAsync(directory);
        await board.ReadAsync();
    }
}
