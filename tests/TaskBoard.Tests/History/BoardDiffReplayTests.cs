using TaskBoard.History;
using TaskBoard.Rules;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.History;

public sealed class BoardDiffReplayTests
{
    [Fact]
    public void The_difference_of_any_two_boards_leads_from_one_to_the_other_and_back()
    {
        for (var i = 0; i < 1000; i++)
        {
            Seeds.Run(Seeds.Next(), random =>
            {
                var before = DiffBoards.Mirror(DiffBoards.Some(random));
                var after = random.Next(3) == 0 ? DiffBoards.Some(random) : DiffBoards.Changed(before.Content, random);
                var delta = BoardDiff.Between(before.Content, after, before.Positions.GetValueOrDefault);

                var mirror = DiffBoards.Follow(before, delta.Mirror, after);
                var applied = BoardDiff.Apply(before, delta.Changes);
                AssertSame(mirror, applied);
                AssertSame(before, BoardDiff.Revert(applied, delta.Changes.Reverse()));
            });
        }
    }

    [Fact]
    public void Replaying_all_changes_from_nothing_gives_the_last_board_and_taking_them_back_gives_nothing() =>
        Seeds.Run(Seeds.Next(), random =>
        {
            var (mirror, all) = (DiffBoards.Empty, new List<TaskChange>());
            for (var i = 0; i < 50; i++)
            {
                var after = DiffBoards.Changed(mirror.Content, random);
                var delta = BoardDiff.Between(mirror.Content, after, mirror.Positions.GetValueOrDefault);
                all.AddRange(delta.Changes);
                mirror = DiffBoards.Follow(mirror, delta.Mirror, after);
            }

            var replayed = BoardDiff.Apply(DiffBoards.Empty, all);
            AssertSame(mirror, replayed);
            all.Reverse();
            AssertSame(DiffBoards.Empty, BoardDiff.Revert(replayed, all));
        });

    [Fact]
    public void A_board_that_differs_only_in_formatting_has_not_changed()
    {
        var before = DiffBoards.Mirror(DiffBoards.Board("""{"id":"a","x":{"k":1,"l":[{"m":1,"n":2}]},"title":"A"}"""));
        var after = DiffBoards.Board("""{ "title": "\u0041", "x": {"l":[{"n":2, "m":1}], "k":1}, "id":"a" }""");

        var delta = BoardDiff.Between(before.Content, after, before.Positions.GetValueOrDefault);

        Assert.Empty(delta.Changes);
        Assert.Empty(delta.Mirror.Upserts);
        Assert.Empty(delta.Mirror.Deletes);
    }

    [Fact]
    public void A_task_that_comes_back_has_its_properties_in_the_order_of_its_author()
    {
        var board = DiffBoards.Board("""{"zeta":1,"title":"T","id":"a","status":"PENDING","alpha":2}""");
        var mirror = DiffBoards.Mirror(board);
        var gone = BoardDiff.Between(board, BoardContent.Empty, mirror.Positions.GetValueOrDefault);

        var back = BoardDiff.Revert(DiffBoards.Empty, gone.Changes);

        Assert.Equal(board.Tasks[0].Json, back.Content.Tasks[0].Json);
    }

    [Fact]
    public void A_property_that_comes_back_stands_where_it_belongs()
    {
        var before = DiffBoards.Mirror(DiffBoards.Board("""{"id":"a","description":"","history":[],"mine":1}"""));
        var after = new BoardContent([before.Content.Tasks[0].With("status", "\"FAILED\"").With("other", "2")]);
        var delta = BoardDiff.Between(before.Content, after, before.Positions.GetValueOrDefault);

        var applied = BoardDiff.Apply(before, delta.Changes);

        Assert.Equal("""{"id":"a","description":"","status":"FAILED","history":[],"mine":1,"other":2}""", applied.Content.Tasks[0].Json);
    }

    [Fact]
    public void A_change_of_a_task_that_is_not_there_is_refused() =>
        Assert.Throws<InvalidDataException>(() => BoardDiff.Apply(
            DiffBoards.Empty, [new TaskChange("a", BoardEventKind.Updated, "PENDING", "PENDING", """{"title":{"to":"A"}}""")]));

    [Fact]
    public void One_changed_task_among_ten_thousand_asks_for_one_position()
    {
        var board = new BoardContent(Enumerable.Range(0, 10_000).Select(i => DiffBoards.Task($$"""{"id":"t{{i}}"}""")).ToArray());
        var mirror = DiffBoards.Mirror(board);
        var asked = new List<string>();
        var after = board.With(board.Tasks[5000].With("title", "\"new\""));

        var delta = BoardDiff.Between(board, after, key =>
        {
            asked.Add(key);
            return mirror.Positions[key];
        });

        Assert.Equal(["t5000"], asked.Distinct());
        Assert.Equal("""{"title":{"to":"new"}}""", Assert.Single(delta.Changes).Changes);
        Assert.All(mirror.Positions.Values, p => Assert.True(p.Length <= 4));
    }

    private static void AssertSame(MirrorBoard expected, MirrorBoard actual)
    {
        DiffBoards.AssertSame(expected.Content, actual.Content);
        Assert.Equal(
            expected.Positions.OrderBy(p => p.Key, StringComparer.Ordinal),
            actual.Positions.OrderBy(p => p.Key, StringComparer.Ordinal));
    }
}
