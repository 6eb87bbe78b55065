using TaskBoard.History;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.History;

public sealed class DiffPositionTests
{
    [Fact]
    public void Between_any_two_positions_there_is_room() =>
        Seeds.Run(Seeds.Next(), random =>
        {
            var positions = new List<string>();
            for (var i = 0; i < 5000; i++)
            {
                // Often at the same few places, where room gets tight.
                var at = random.Next(3) switch { 0 => random.Next(positions.Count + 1), 1 => 0, _ => Math.Min(positions.Count, 7) };
                positions.Insert(at, FractionalPosition.Between(at == 0 ? null : positions[at - 1], at == positions.Count ? null : positions[at]));
            }

            Assert.Equal(positions, positions.Order(StringComparer.Ordinal));
            Assert.Equal(positions.Count, positions.Distinct().Count());
        });

    [Theory]
    [InlineData(null, null, "a0")]
    [InlineData("a0", null, "a1")]
    [InlineData("az", null, "b00")]
    [InlineData("Zz", null, "a0")]
    [InlineData(null, "a0", "Zz")]
    [InlineData(null, "Z0", "Yzz")]
    [InlineData(null, "a0V", "a0")]
    [InlineData("a0", "a1", "a0V")]
    [InlineData("a0", "a2", "a1")]
    [InlineData("a0", "a0V", "a0G")]
    [InlineData("a0", "a01", "a00V")]
    [InlineData("a0z", "a1", "a0zV")]
    public void A_position_is_as_short_as_the_room_allows(string? previous, string? next, string expected) =>
        Assert.Equal(expected, FractionalPosition.Between(previous, next));

    [Theory]
    [InlineData("a1", "a0")]
    [InlineData("a0", "a0")]
    [InlineData("", null)]
    [InlineData("b0", null)]
    [InlineData("a00", null)]
    [InlineData(null, "a-")]
    [InlineData(null, "A00000000000000000000000000")]
    public void What_is_no_position_or_out_of_order_is_refused(string? previous, string? next) =>
        Assert.Throws<ArgumentException>(() => FractionalPosition.Between(previous, next));

    [Fact]
    public void Ten_thousand_tasks_placed_between_two_neighbours_have_short_positions()
    {
        var positions = FractionalPosition.Between("a0", "a1", 10_000);

        Assert.Equal(positions, positions.Order(StringComparer.Ordinal).Distinct());
        Assert.True(positions.Max(p => p.Length) <= 6, positions.MaxBy(p => p.Length));
    }

    [Fact]
    public void Ten_thousand_tasks_appended_or_prepended_one_by_one_have_short_positions()
    {
        var (first, last) = ("a0", "a0");
        for (var i = 0; i < 10_000; i++)
        {
            first = FractionalPosition.Between(null, first);
            last = FractionalPosition.Between(last, null);
        }

        Assert.Equal((4, 4), (first.Length, last.Length));
    }

    [Fact]
    public void The_longest_increasing_subsequence_is_as_long_as_trying_all_finds() =>
        Seeds.Run(Seeds.Next(), random =>
        {
            for (var round = 0; round < 300; round++)
            {
                var numbers = Enumerable.Range(0, random.Next(12)).Select(i => random.Next(4) == 0 ? -1 : i).ToArray();
                random.Shuffle(numbers);

                var kept = numbers.Where((_, i) => LongestIncreasing.In(numbers)[i]).ToArray();

                Assert.DoesNotContain(-1, kept);
                Assert.Equal(kept, kept.Order());
                Assert.Equal(LongestByTrying(numbers), kept.Length);
            }
        });

    private static int LongestByTrying(int[] numbers)
    {
        var best = 0;
        for (var subset = 0; subset < 1 << numbers.Length; subset++)
        {
            var chosen = numbers.Where((n, i) => (subset >> i & 1) == 1).ToArray();
            if (chosen.Length > best && chosen.All(n => n >= 0) && chosen.SequenceEqual(chosen.Order()))
            {
                best = chosen.Length;
            }
        }

        return best;
    }
}
