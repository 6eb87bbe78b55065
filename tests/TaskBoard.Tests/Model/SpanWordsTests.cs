using Xunit;

namespace TaskBoard.Tests.Model;

/// <summary>Spans of time, as they are written on command lines and in settings.</summary>
public sealed class SpanWordsTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("1h30m", 5400)]
    [InlineData("1d2h3m4s", 93784)]
    [InlineData("2d1s", 172801)]
    [InlineData("36500d", 3153600000)]
    public void Units_are_added_up(string text, long seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Words.ParseSpan(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("m")]
    [InlineData("1.5h")]
    [InlineData("-1h")]
    [InlineData("15M")]
    [InlineData(" 15m")]
    [InlineData("30m1h")]
    [InlineData("1h1h")]
    [InlineData("36501d")]
    [InlineData("99999999999s")]
    [InlineData("١m")]
    public void What_is_no_span_is_none(string? text) => Assert.Null(Words.ParseSpan(text));

    [Fact]
    public void What_is_written_is_read_as_the_same()
    {
        var random = new Random(3);
        for (var i = 0; i < 2000; i++)
        {
            var span = TimeSpan.FromSeconds(random.NextInt64(1L << random.Next(1, 31)));
            Assert.Equal(span, Words.ParseSpan(span.ToWord()));
        }
    }
}
