using System.Text;
using TaskBoard.Rules;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Rules;

public sealed class TransitionsTests
{
    [Fact]
    public Task The_table_is_this_one()
    {
        var text = new StringBuilder();
        foreach (var t in Transitions.Table)
        {
            text.AppendLine($"{t.From?.ToWord() ?? "–",-12} -> {t.To.ToWord(),-12} {t.By,-14} {t.Condition}".TrimEnd());
        }

        text.AppendLine();
        foreach (var state in Enum.GetValues<TaskState>())
        {
            text.AppendLine($"{state.ToWord(),-12} allows: {string.Join(", ", Transitions.AllowedIn(state))}");
        }

        return Snapshot.Verify(text.ToString());
    }

    [Fact]
    public void Every_row_stands_once() => Assert.Equal(Transitions.Table.Count, Transitions.Table.Select(t => (t.From, t.To, t.By)).Distinct().Count());

    [Fact]
    public void A_refusal_says_the_state_who_holds_the_task_and_what_is_allowed()
    {
        var board = new DecidedBoard(DecidedBoard.Task("a"));
        board.Claim("a", "agent-1");

        var refusal = Assert.Throws<TransitionRefusedException>(() => board.Edit("a", new() { State = TaskState.Completed }, "agent-1"));

        Assert.Equal("Cannot edit the state of task 'a': it is IN_PROGRESS, and COMPLETED is reached by claim, complete and fail only. "
            + "Allowed now: claim, release, complete, fail, cancel.", refusal.Message);
        Assert.Equal((TaskState.InProgress, "agent-1"), (refusal.State, refusal.AssignedTo));
        Assert.Equal("a", refusal.Task);
    }
}
