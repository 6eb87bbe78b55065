using System.Text.Json;
using TaskBoard.Files;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Files;

/// <summary>Compact text is taken apart without being read; any other is read, and comes to the same.</summary>
public sealed class JsonTextParts
{
    [Fact]
    public void Compact_and_spacious_text_have_the_same_parts()
    {
        for (var i = 0; i < 500; i++)
        {
            Seeds.Run(Seeds.Next(), random =>
            {
                var values = Enumerable.Range(0, random.Next(6)).Select(_ => Value(random, 3)).ToArray();
                Assert.Equal(values, JsonText.Elements($"[{string.Join(',', values)}]"));
                Assert.Equal(values, JsonText.Elements($"[ {string.Join(" , ", values)} ]"));
                var names = values.Select((_, n) => $"\"{n}\\u0041\\\"\"").ToArray();
                var expected = values.Select((v, n) => KeyValuePair.Create($"{n}A\"", v));
                Assert.Equal(expected, JsonText.Properties($"{{{string.Join(',', names.Zip(values, (n, v) => $"{n}:{v}"))}}}"));
                Assert.Equal(expected, JsonText.Properties($"{{ {string.Join(" , ", names.Zip(values, (n, v) => $"{n} : {v}"))} }}"));
            });
        }
    }

    [Fact]
    public void Of_a_name_that_stands_twice_the_last_value_counts() =>
        Assert.Equal([KeyValuePair.Create("a", "3"), KeyValuePair.Create("b", "2")], JsonText.Properties("""{"a":1,"b":2,"a":3}"""));

    [Theory]
    [InlineData("[")]
    [InlineData("[1")]
    [InlineData("[1 2]")]
    [InlineData("[tru]")]
    [InlineData("[,1]")]
    [InlineData("[[}]")]
    [InlineData("[{]]")]
    [InlineData("[\"a]")]
    [InlineData("[\"\u0001\"]")]
    [InlineData("[1]]")]
    [InlineData("[\"a\"b]")]
    public void What_is_no_array_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => JsonText.Elements(json));

    private static string Value(Random random, int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => random.Next(-99, 99).ToString(System.Globalization.CultureInfo.InvariantCulture),
        1 => "1.50e+3",
        2 => random.Next(2) == 0 ? "true" : "null",
        3 => "\"a [b] {c} \\\\ \\\" ä 🙂, : \"",
        4 => "\"\"",
        5 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1)))}]",
        _ => $"{{{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(n => $"\"{n}\":{Value(random, depth - 1)}"))}}}",
    };
}
