using TaskBoard.Rules;
using TaskBoard.TestKit;
using Xunit;
using static TaskBoard.Tests.Rules.DecidedBoard;

namespace TaskBoard.Tests.Rules;

/// <summary>Random operations by random agents: whatever they do, the rules hold.</summary>
public sealed class RandomOperationsTests
{
    private static readonly string[] Agents = ["agent-1", "agent-2", "agent-3"];
    private static readonly string[] Ids = ["a", "b", "c", "d", "e", "p", "p.1", "p.2"];

    [Fact]
    public void Random_operations_by_random_agents_never_break_a_rule()
    {
        var (done, refused) = (0, 0);
        var first = Seeds.Next();
        for (var i = 0; i < (Seeds.Asked is null ? 300 : 1); i++)
        {
            Seeds.Run(unchecked(first + i), random => Run(random, ref done, ref refused));
        }

        Assert.True(Seeds.Asked is not null || (done > 5_000 && refused > 1_000), $"{done} done, {refused} refused: too few to show anything");
    }

    private static void Run(Random random, ref int done, ref int refused)
    {
        var board = new DecidedBoard(random.Next(),
            Task("a"), Task("b", "\"depends_on\":[\"a\"]"), Task("c", "\"status\":\"IN_PROGRESS\""), Task("d", "\"assigned_to\":\"agent-1\",\"max_attempts\":1"),
            Task("e", "\"status\":\"CLAIMED\",\"assigned_to\":\"agent-2\""), Task("p"), Task("p.1", "\"parent\":\"p\""), Task("p.2", "\"parent\":\"p\",\"depends_on\":[\"p.1\"]"));
        var handles = new List<ClaimHandle>();
        var owners = new Dictionary<ClaimHandle, string>();
        for (var step = 0; step < 60; step++)
        {
            board.Pass(TimeSpan.FromSeconds(random.Next(400)));
            var agent = Agents[random.Next(Agents.Length)];
            var operation = Any(random, agent, handles);
            var before = board.Content;
            Decision decision;
            try
            {
                decision = board.Do(operation);
            }
            catch (BoardException)
            {
                Assert.Same(before, board.Content);
                refused++;
                continue;
            }

            done++;
            Check(before, board, decision);
            if (decision is { Claim: { } claim, AlreadyDone: false } && Holding.HolderOf(board[claim.Task.Value]) is { } holder)
            {
                Assert.Equal(holder, owners.GetValueOrDefault(claim, holder));
                owners[claim] = holder;
                handles.Add(claim);
            }
        }
    }

    private static void Check(BoardContent before, DecidedBoard board, Decision decision)
    {
        Assert.True(!decision.AlreadyDone || ReferenceEquals(before, decision.After), "an operation that was done already changed the board");
        foreach (var task in board.Content.Tasks)
        {
            var (old, now) = (before.Find(task.Key)!.Item, task.Item);
            Assert.False(now.Held, $"{task.Key} is held: {string.Join(", ", now.Problems)}");
            Assert.True(now.Attempts >= old.Attempts, "attempts went back");
            Assert.True(old.State == now.State || Steps(old.State, now.State), $"{old.State} -> {now.State} ({decision.Details})");
            Assert.True(now.History.Count <= 20);
            Assert.True(ReferenceEquals(before.Find(task.Key), task) || now.UpdatedAt == board.Now, "a change left no stamp");

            // A task that goes from one agent to another does so by a new attempt.
            if (Holding.HolderOf(old) is { } was && Holding.HolderOf(now) is { } holds && was != holds)
            {
                Assert.True(now.Attempts > old.Attempts, $"{task.Key} went from {was} to {holds} without a claim");
            }

            if (board.Leases.TryGetValue(task.Key, out var lease))
            {
                Assert.Equal((now.AssignedTo, now.Attempts), (lease.Agent, lease.Attempt));
            }
        }
    }

    /// <summary>One transition of the table, or the clock's and then one more.</summary>
    private static bool Steps(TaskState from, TaskState to) => Transitions.Table.Any(t => t.From == from && t.To == to)
        || Transitions.Table.Where(t => t.From == from && t.By == Command.LeaseExpired).Any(t => Transitions.Table.Any(u => u.From == t.To && u.To == to));

    private static BoardOperation Any(Random random, string agent, List<ClaimHandle> handles)
    {
        var id = TaskId.Parse(Ids[random.Next(Ids.Length)]);
        var options = new ClaimOptions { Hold = random.Next(4) == 0, Another = random.Next(3) == 0, Override = random.Next(5) == 0 };
        TaskRef task = handles.Count > 0 && random.Next(4) > 0 ? handles[^Math.Min(handles.Count, random.Next(1, 5))] : id;
        return random.Next(12) switch
        {
            0 or 1 => Operations.ClaimNext(agent, options),
            2 => Operations.Claim(id, agent, options),
            3 => Operations.Start(task, agent),
            4 => Operations.ReportProgress(task, random.Next(101), random.Next(2) == 0 ? "found" : null, agent),
            5 or 6 => Operations.Complete(task, new TaskResult("done"), agent),
            7 => Operations.Fail(task, "broken", random.Next(3) > 0, agent),
            8 => Operations.Release(task, agent),
            9 => Operations.Edit(id, new() { State = random.Next(3) == 0 ? TaskState.Cancelled : TaskState.Pending }, agent),
            10 => Operations.Edit(id, new() { Blocked = random.Next(3) == 0 ? "waiting" : "", AssignedTo = random.Next(4) == 0 ? agent : null }, agent),
            _ => Operations.Edit(id, new() { AddDependsOn = [TaskId.Parse(Ids[random.Next(Ids.Length)])], RemoveDependsOn = [TaskId.Parse(Ids[random.Next(Ids.Length)])] }, agent),
        };
    }

    [Fact]
    public void Repeating_an_operation_at_once_changes_nothing()
    {
        Seeds.Run(Seeds.Next(), random =>
        {
            var board = new DecidedBoard(Ids.Select(id => Task(id)).ToArray());
            var handles = new List<ClaimHandle>();
            for (var step = 0; step < 2_000; step++)
            {
                var agent = Agents[random.Next(Agents.Length)];
                var operation = Any(random, agent, handles);
                try
                {
                    var decision = board.Do(operation);
                    if (decision.Claim is { } claim)
                    {
                        handles.Add(claim);
                    }
                    else if (decision.NothingToDo)
                    {
                        continue;
                    }
                }
                catch (BoardException)
                {
                    continue;
                }

                var before = board.Content;
                var again = Apply(board, operation);
                if (again is not null && !ReferenceEquals(before, again.After))
                {
                    // Only asking for yet another task is a new wish each time, and only a change made by overriding can differ.
                    Assert.NotNull(again.Claim);
                    Assert.StartsWith("claimed (attempt", again.Details, StringComparison.Ordinal);
                }
            }
        });
    }

    private static Decision? Apply(DecidedBoard board, BoardOperation operation)
    {
        try
        {
            return board.Do(operation);
        }
        catch (BoardException)
        {
            return null;
        }
    }
}
