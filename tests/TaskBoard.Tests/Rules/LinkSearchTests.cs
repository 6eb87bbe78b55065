using TaskBoard.Rules;
using Xunit;
using static TaskBoard.Tests.Rules.DecidedBoard;

namespace TaskBoard.Tests.Rules;

/// <summary>What is derived from what was known before is what a look at the whole board gives.</summary>
public sealed class LinkSearchTests
{
    [Fact]
    public void A_link_is_refused_exactly_where_the_whole_graph_has_a_circle_through_it()
    {
        var (refused, allowed) = (0, 0);
        foreach (var random in Randoms())
        {
            var before = Board(random);
            var place = random.Next(before.Tasks.Count);
            var (task, target) = (before.Tasks[place], before.Tasks[random.Next(before.Tasks.Count)].Key);
            var asParent = random.Next(3) == 0;
            if (asParent ? task.Item.Parent == target : task.Item.DependsOn.Contains(target) || HasCircleBelow(before, place))
            {
                continue;
            }

            var changed = asParent
                ? task.With("parent", $"\"{target}\"")
                : task.With("depends_on", $"[{string.Join(',', task.Item.DependsOn.Append(target).Select(d => $"\"{d}\""))}]");
            var after = before.With(changed);
            var fresh = new WaitGraph(BoardIndex.Of(Copy(after)), onlyUnmet: false);
            var (from, to) = (after.PlaceOf(task.Key), after.PlaceOf(target));
            var expected = asParent
                ? fresh.CycleThrough(to, from) is not null || fresh.CycleThroughParent(from) is not null
                : fresh.CycleThrough(from, to) is not null || fresh.CycleThroughGate(from) is not null;

            var cycle = Refused(before, changed, asParent ? [] : [target], asParent);

            Assert.True(expected == cycle is not null, $"{after.ToJson()}\n{task.Key} -> {target}, parent {asParent}: {string.Join(" -> ", cycle ?? [])}");
            if (cycle is not null)
            {
                refused++;
                Assert.Equal(cycle[0], cycle[^1]);
                Assert.Contains(task.Key, cycle);
            }
            else
            {
                allowed++;
            }
        }

        Assert.True(refused > 100 && allowed > 100, $"{refused} refused, {allowed} allowed");
    }

    [Fact]
    public void What_is_ready_on_a_board_that_came_from_another_is_what_is_ready_on_the_same_board_read_anew()
    {
        foreach (var random in Randoms())
        {
            var board = Board(random);
            for (var change = 0; change < 6; change++)
            {
                _ = BoardIndex.Of(board);
                board = board.With(Changed(board, random));
                var anew = Copy(board);

                Assert.Equal(new DecidedBoard { Content = anew }.Ready(), new DecidedBoard { Content = board }.Ready());
                foreach (var task in board.Tasks)
                {
                    Assert.Equal(
                        Readiness.HeldBackBy(anew, anew.Find(task.Key)!, DateTimeOffset.UnixEpoch),
                        Readiness.HeldBackBy(board, task, DateTimeOffset.UnixEpoch));
                }
            }
        }
    }

    /// <summary>Older circles stand, and would be taken for new ones here.</summary>
    private static bool HasCircleBelow(BoardContent board, int place) =>
        new WaitGraph(BoardIndex.Of(Copy(board)), onlyUnmet: false).CycleThroughGate(place) is not null;

    private static TaskContent Changed(BoardContent board, Random random)
    {
        var task = board.Tasks[random.Next(board.Tasks.Count)];
        string Any() => $"\"{(random.Next(8) == 0 ? "gone" : board.Tasks[random.Next(board.Tasks.Count)].Key)}\"";
        return random.Next(4) switch
        {
            0 => task.With("parent", random.Next(3) == 0 ? "null" : Any()),
            1 => task.With("depends_on", $"[{string.Join(',', Enumerable.Range(0, random.Next(3)).Select(_ => Any()))}]"),
            2 => task.With("status", random.Next(2) == 0 ? "\"COMPLETED\"" : "\"PENDING\""),
            _ => task.With("title", $"\"{random.Next()}\""),
        };
    }

    private static BoardContent Board(Random random)
    {
        var count = random.Next(2, 9);
        string Any() => $"\"t{random.Next(count)}\"";
        var board = new BoardContent([.. Enumerable.Range(0, count).Select(i => TaskContent.FromJson($"t{i}", Task($"t{i}",
            $"\"depends_on\":[{string.Join(',', Enumerable.Range(0, random.Next(3) == 0 ? 1 : 0).Select(_ => Any()))}]{(random.Next(3) == 0 ? $",\"parent\":{Any()}" : "")}")))]);
        _ = BoardIndex.Of(board);
        return board;
    }

    private static BoardContent Copy(BoardContent board) => new([.. board.Tasks.Select(t => TaskContent.FromJson(t.Key, t.Json))]);

    private static ValueList<string>? Refused(BoardContent before, TaskContent task, string[] dependencies, bool newParent)
    {
        try
        {
            Links.RefuseCycles(before, task, dependencies, newParent);
            return null;
        }
        catch (DependencyCycleException e)
        {
            return e.Cycle;
        }
    }

    private static IEnumerable<Random> Randoms() => Enumerable.Range(0, 600).Select(i => new Random(i));
}
