using System.Text.Json;
using TaskBoard.Cli.Output;
using TaskBoard.Fronts;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Output;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain ä 漢 🎉", "plain ä 漢 🎉")]
    [InlineData("red \u001b[31m", "red \\e[31m")]
    [InlineData("a\r\nb\tc", "a\\r\\nb\\tc")]
    [InlineData("no\u200bwidth \u00ad \u2060 \ud83c\udff4\udb40\udc67\udb40\udc7f", "no\\u200bwidth \\u00ad \\u2060 \ud83c\udff4\\udb40\\udc67\\udb40\\udc7f")]
    [InlineData("\u0646\u200c\u0647 \ud83d\udc69\u200d\ud83d\udcbb \u0600\u0661", "\u0646\u200c\u0647 \ud83d\udc69\u200d\ud83d\udcbb \u0600\u0661")]
    [InlineData("\u009b31m \u202e \u0007 \u2028", "\\u009b31m \\u202e \\u0007 \\u2028")]
    public void A_line_shows_what_would_act_on_a_terminal(string text, string shown) => Assert.Equal(shown, VisibleText.Line(text));

    [Fact]
    public void Half_a_surrogate_pair_is_shown() => Assert.Equal("half \\ud800!", VisibleText.Line("half \ud800!"));

    [Fact]
    public void A_block_keeps_its_lines_under_an_indentation() => Assert.Equal("  a\n\n  b\\e\tc", VisibleText.Block("a\r\n\nb\u001b\tc\n", "  "));

    [Fact]
    public void Json_means_the_same_and_holds_nothing_that_acts_on_a_terminal() => Seeds.Run(Seeds.Next(), random =>
    {
        for (var i = 0; i < 200; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => (char)random.Next(0x20, 0x2100)));
            var shown = JsonDocumentText.Object(writer => writer.WriteString("text", text));
            Assert.DoesNotContain(shown, c => char.IsControl(c) || c is >= '\u202a' and <= '\u202e');
            Assert.Equal(text, JsonDocument.Parse(shown).RootElement.GetProperty("text").GetString());
            Assert.DoesNotContain(VisibleText.Line(text), char.IsControl);
        }
    });
}
