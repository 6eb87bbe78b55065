using TaskBoard.Files;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Files;

/// <summary>Arrays that grow at their end and lose elements at their beginning, found by their texts.</summary>
public sealed class JsonTextGrowthTests
{
    [Theory]
    [InlineData("""["a"]""", """["a","b"]""", 0, "[]", """["b"]""")]
    [InlineData("""["a","b","c"]""", """["b","c","d","e"]""", 1, """["a"]""", """["d","e"]""")]
    [InlineData("""[{"x":[1,2]},3]""", """[3]""", 1, """[{"x":[1,2]}]""", "[]")]
    [InlineData("""[1,1,1]""", """[1,1,1,1]""", 0, "[]", "[1]")]
    public void What_stayed_what_went_and_what_came_are_told(string before, string after, int removed, string gone, string come) =>
        Assert.Equal(new ListGrowth(removed, gone, come), JsonText.Growth(before, after));

    [Theory]
    [InlineData("[1]", "[12]")]
    [InlineData("[1,2]", "[3]")]
    [InlineData("[]", "[1]")]
    [InlineData("[1]", "[]")]
    [InlineData("""["a"]""", """["a\",b"]""")]
    [InlineData("[1]", "{}")]
    public void What_is_no_growth_is_none(string before, string after) => Assert.Null(JsonText.Growth(before, after));

    [Fact]
    public void Growth_and_appending_agree_with_the_elements_themselves()
    {
        var random = new Random(Seeds.Next());
        for (var i = 0; i < 5_000; i++)
        {
            var before = Enumerable.Range(0, random.Next(6)).Select(_ => Value(random, 2)).ToList();
            var lost = random.Next(before.Count + 1);
            var come = Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, 2)).ToList();
            var after = before.Skip(lost).Concat(come).ToList();
            var (old, now) = (JsonText.Array(before), JsonText.Array(after));
            if (JsonText.Growth(old, now) is { } growth)
            {
                var gone = JsonText.Elements(growth.RemovedElements);
                Assert.Equal(before.Take(growth.Removed), gone);
                Assert.Equal(after, before.Skip(growth.Removed).Concat(JsonText.Elements(growth.AppendedElements)));
            }
            else
            {
                Assert.Equal(before.Count, lost);
            }

            var (element, kept) = (Value(random, 2), 1 + random.Next(5));
            Assert.Equal(JsonText.Array(before.Append(element).TakeLast(kept)), JsonText.Append(old, element, kept));
            Assert.Equal(old == now, JsonText.AreEqual(old, now));
        }
    }

    [Fact]
    public void An_array_of_a_foreign_hand_is_appended_to_all_the_same() => Assert.Equal("[2,3]", JsonText.Append("[1, 2]", "3", 2));

    private static string Value(Random random, int depth) => random.Next(depth > 0 ? 6 : 3) switch
    {
        0 => random.Next(12).ToString(System.Globalization.CultureInfo.InvariantCulture),
        1 => JsonText.Quote(new string([.. Enumerable.Range(0, random.Next(4)).Select(_ => "a,]}\"\\[{"[random.Next(8)])])),
        2 => random.Next(2) == 0 ? "null" : "true",
        3 or 4 => JsonText.Array(Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth - 1))),
        _ => JsonText.Object(Enumerable.Range(0, random.Next(3)).Select(n => KeyValuePair.Create($"k{n}", Value(random, depth - 1)))),
    };
}
