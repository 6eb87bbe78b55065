using TaskBoard.Files;
using TaskBoard.Rules;
using TaskBoard.TestKit;
using TaskBoard.Tests.History;
using Xunit;

namespace TaskBoard.Tests.Rules;

public sealed class BoardMergePropertyTests
{
    [Fact]
    public void Where_only_one_side_changed_it_stands_as_it_is() => ForAll((basis, ours, theirs) =>
    {
        foreach (var same in new[] { BoardMerge.Merge(basis, basis, theirs), BoardMerge.Merge(basis, theirs, theirs), BoardMerge.Merge(ours, theirs, theirs) })
        {
            Assert.Same(theirs, same.Content);
            Assert.Empty(same.Conflicts);
        }

        var result = BoardMerge.Merge(basis, ours, basis);
        DiffBoards.AssertSame(ours, result.Content);
        Assert.Empty(result.Conflicts);
    });

    [Fact]
    public void Merging_again_what_was_merged_changes_nothing() => ForAll((basis, ours, theirs) =>
    {
        var merged = BoardMerge.Merge(basis, ours, theirs).Content;

        Assert.Same(merged, BoardMerge.Merge(ours, ours, merged).Content);
        DiffBoards.AssertSame(merged, BoardMerge.Merge(theirs, merged, theirs).Content);
    });

    [Fact]
    public void No_task_and_no_property_of_either_side_disappears_without_a_conflict_that_shows_it() => ForAll((basis, ours, theirs) =>
    {
        var result = BoardMerge.Merge(basis, ours, theirs);

        KeptChanges.Assert(basis, ours, theirs, result);
        KeptChanges.Assert(basis, theirs, ours, result);
    });

    [Fact]
    public void An_older_text_never_takes_back_our_state_and_never_loses_an_edit_of_its_own()
    {
        for (var i = 0; i < 1500; i++)
        {
            Seeds.Run(Seeds.Next(), random =>
            {
                var before = DiffBoards.Edited(TaskContent.Of("t", [new("id", "\"t\"")]), random).With("history", "[1]");
                var ours = DiffBoards.Edited(before, random).With("history", "[1,2]");
                var theirs = StateMerge.Names.Aggregate(DiffBoards.Edited(before, random), (t, name) => TaskMerge.Set(t, name, before[name]))
                    .With("history", "[1]");

                var result = BoardMerge.RejectOlderText(new BoardContent([ours]), new BoardContent([theirs]), (_, _) => [before]);

                var task = result.Content.Tasks[0];
                Assert.True(StateMerge.Same(ours, task));
                Assert.Equal("[1,2]", task["history"]);
                Assert.All(result.Conflicts, c => Assert.Equal("t", c.Task));
                foreach (var (name, value) in theirs.Properties.Where(p => before[p.Key] != p.Value))
                {
                    var now = task[name]!;
                    Assert.True(JsonText.AreEqual(now, value) || KeptChanges.IsEarlier(name, value, now) || (KeptChanges.IsList(now) && KeptChanges.IsList(value) && KeptChanges.HoldsNew(now, value, before[name])), name);
                }

                Assert.True(
                    result.Conflicts.Count > 0 || task.With("updated_at", "0").SameValues(theirs.With("history", "[1,2]").With("updated_at", "0")));
            });
        }
    }

    private static void ForAll(Action<BoardContent, BoardContent, BoardContent> test) => Properties.ForAllMerges(1500, 12, 2, (before, ours, theirs) =>
    {
        var basis = DiffBoards.Told(BoardContent.Empty, before);
        test(basis, DiffBoards.Told(basis, ours), DiffBoards.Told(basis, theirs));
    });
}
