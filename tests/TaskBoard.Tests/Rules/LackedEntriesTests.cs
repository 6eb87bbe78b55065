using TaskBoard.Rules;
using Xunit;

namespace TaskBoard.Tests.Rules;

/// <summary>Entries are single letters here: the task on record, a text of it, and what the task was, the newest first.</summary>
public sealed class LackedEntriesTests
{
    /// <param name="ours">The entries on record.</param>
    /// <param name="theirs">Those of the text.</param>
    /// <param name="past">Those of each earlier state, and a star where a hand edit made it of the one before.</param>
    /// <param name="read">The places of the states that are found, from 0 for the one on record.</param>
    [Theory]
    [InlineData("CAF", "C", "CA C", "2")]
    [InlineData("CAF", "CA", "CA C", "1")]
    [InlineData("CAF", "", "CA C ", "3 2 1")]
    [InlineData("CAF", "", "CA C", "2 1")]
    [InlineData("CAF", "X", "CA C ", "3 2 1")]
    [InlineData("CDK", "CD", "C CD C", "2")]
    [InlineData("CANM", "CAM", "CAN CA C", "")]
    [InlineData("CANM", "NM", "CAN CA C", "")]
    [InlineData("CANM*", "CAM", "CAN CA C", "2")]
    [InlineData("CAP*", "CP", "CA C", "2")]
    [InlineData("CAPN", "CP", "CAP* CA C", "3")]
    [InlineData("AP*", "P", "A ", "2")]
    [InlineData("CANM", "CN", "CAN CA C", "1")]
    [InlineData("BCA", "BC", "ABC AB A", "")]
    [InlineData("CAF", "C", "", "")]
    public void The_states_that_the_author_may_have_read(string ours, string theirs, string past, string read)
    {
        string[] states = [ours, .. past.Length == 0 ? [] : past.Split(' ')];
        var found = new LackedEntries(Task(ours), Task(theirs))
            .StatesRead(states.Select((entries, place) => new PastState(Task(entries).With("place", $"{place}"), ByHand: entries.EndsWith('*'))));
        Assert.Equal(read, string.Join(' ', found.Select(task => task["place"])));
    }

    [Fact]
    public void Entries_are_the_same_whatever_the_order_of_their_properties()
    {
        var ours = TaskContent.FromJson("t", """{"history":[{"event":"A","agent_id":"x"},{"event":"B","agent_id":"x"}]}""");
        var before = TaskContent.FromJson("t", """{"history":[{"agent_id":"x","event":"A"}]}""");

        var lacked = new LackedEntries(ours, before);

        Assert.Single(lacked.Missing);
        Assert.Same(before, Assert.Single(lacked.StatesRead([new PastState(ours, ByHand: true), new PastState(before, ByHand: false)])));
    }

    private static TaskContent Task(string entries) =>
        TaskContent.Of("t", [new("history", $"[{string.Join(',', entries.TrimEnd('*').Select(letter => $"\"{letter}\""))}]")]);
}
