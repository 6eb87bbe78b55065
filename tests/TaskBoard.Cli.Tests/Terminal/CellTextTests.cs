using System.Globalization;
using System.Text;
using TaskBoard.Cli.Terminal;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Terminal;

/// <summary>Text cut to cells.</summary>
public sealed class CellTextTests
{
    private static readonly string[] Pieces = ["a", "word", " ", "  ", "解", "ー", "🎉", "👨‍👩‍👧", "🇩🇪", "e\u0301", "👍🏽", "longer-than-most", "𝐀", "ｶﾞ", "́"];

    [Theory]
    [InlineData("one two three", 20, 9, "one two three")]
    [InlineData("one two three", 7, 9, "one two|three")]
    [InlineData("one two three", 8, 9, "one two|three")]
    [InlineData("one two three", 7, 1, "one tw…")]
    [InlineData("one two three four", 7, 2, "one two|three…")]
    [InlineData("  indented text", 10, 9, "  indented|  text")]
    [InlineData("abcdefgh", 3, 9, "abc|def|gh")]
    [InlineData("a verylongwordwithoutend", 9, 9, "a verylon|gwordwith|outend")]
    [InlineData("cjk 解析ヘッダー", 10, 9, "cjk 解析ヘ|ッダー")]
    [InlineData("cjk 解析abc", 10, 9, "cjk 解析|abc")]
    [InlineData("解析解析", 5, 9, "解析|解析")]
    [InlineData("解析解析", 5, 1, "解析…")]
    [InlineData("🎉🎉", 3, 9, "🎉|🎉")]
    [InlineData("", 5, 9, "")]
    [InlineData("     ", 3, 9, "")]
    public void Breaks_at_blanks_where_there_are_any(string text, int width, int most, string lines) =>
        Assert.Equal(lines, string.Join('|', CellText.Wrap(text, width, most)));

    [Fact]
    public void Loses_nothing_and_fits_and_cuts_no_character_in_halves()
    {
        for (var seed = 1; seed <= 2000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var width = random.Next(8, 30);
            var lines = CellText.Wrap(text, width);
            Assert.Equal(Without(text), Without(string.Concat(lines)));
            Assert.All(lines, line => Assert.True(Screens.Cells(line) <= width, $"seed {seed}: {line}"));
            var whole = StringInfo.ParseCombiningCharacters(text).Length;
            Assert.True(whole <= lines.Sum(l => StringInfo.ParseCombiningCharacters(l).Length) + text.Count(c => c == ' '), $"seed {seed}: {text}");
            Assert.All(lines, line => Assert.Equal(line, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(line))));
            Assert.InRange(Screens.Cells(CellText.Cut(text, width)), 0, width);
            Assert.InRange(CellText.Wrap(text, width, 2).Count, 1, 2);
        }

        static string Without(string text) => text.Replace(" ", "", StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_joined_without_end_is_cut_all_the_same()
    {
        var chain = string.Join('\u200d', Enumerable.Repeat("👨", 100));
        Assert.All(CellText.Wrap(chain, 10), line => Assert.InRange(Screens.Cells(line), 1, 10));
        Assert.All(CellText.Wrap(new string('\u0301', 100_000) + " x", 10), line => Assert.InRange(Screens.Cells(line), 0, 10));
    }

    [Fact]
    public void Long_text_takes_no_long_time()
    {
        var text = string.Concat(Enumerable.Repeat("some words of text ", 20_000));
        Assert.Equal(text.Split(' ').Length, CellText.Wrap(text, 76).Sum(l => l.Split(' ').Length) + 1);
    }

    [Fact]
    public void The_width_of_hearts_is_not_left_to_the_terminal() => Assert.Equal("a ❤ b", CellText.Line("a ❤️ b"));
}
