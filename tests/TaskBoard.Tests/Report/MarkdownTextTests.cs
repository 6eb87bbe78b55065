using System.Text;
using TaskBoard.Report;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Report;

/// <summary>Text of a board within Markdown means itself and nothing else.</summary>
public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("parsed, 12 tests. (R&D: 5 > 3; a-b, x_y)!", "parsed, 12 tests. (R&D: 5 > 3; a-b, x_y)!")]
    [InlineData("# Heading", "\\# Heading")]
    [InlineData("a # b", "a \\# b")]
    [InlineData("- item", "\\- item")]
    [InlineData("+ item", "\\+ item")]
    [InlineData("1. item", "1\\. item")]
    [InlineData("12) item", "12\\) item")]
    [InlineData("> quoted", "\\> quoted")]
    [InlineData("=== ", "\\===")]
    [InlineData("| a | b |", "\\| a | b |")]
    [InlineData("**bold** __init__ ~gone~", "\\*\\*bold\\*\\* \\_\\_init\\_\\_ \\~gone\\~")]
    [InlineData("[text](javascript:x) ![image](y)", "\\[text\\](javascript:x) !\\[image\\](y)")]
    [InlineData("<script>alert(1)</script>", "\\<script>alert(1)\\</script>")]
    [InlineData("&lt;b&gt; &#60; AT&T", "\\&lt;b\\&gt; \\&#60; AT&T")]
    [InlineData("$x$ a\\b", "\\$x\\$ a\\\\b")]
    [InlineData("see https://example.com/a_b, or www.example.com!", "see `https://example.com/a_b`, or `www.example.com`!")]
    [InlineData("mail a@example.com and @somebody", "mail `a@example.com` and `@somebody`")]
    [InlineData("(https://x) \"<https://y>\"", "(`https://x`) \"\\<`https://y`>\"")]
    [InlineData("Created `a*b` in ``c`d``", "Created `a*b` in ``c`d``")]
    [InlineData("one ` alone, two `` too", "one \\` alone, two \\`\\` too")]
    [InlineData("`a``https://x", "``` `a``https://x ```")]
    [InlineData("`a`www.x", "`a` `www.x`")]
    [InlineData("first\nsecond\r\n\r\n# third\u2028fourth", "first second \\# third fourth")]
    [InlineData("\u001b[31mred\u0007 \u202egnp.exe", "\\\\e\\[31mred\\\\u0007 \\\\u202egnp.exe")]
    [InlineData("", "")]
    public void Is_escaped_where_it_must_be_and_only_there(string text, string expected) => Assert.Equal(expected, MarkdownText.Line(text));

    [Theory]
    [InlineData("3.1", "`3.1`")]
    [InlineData("a`b", "``a`b``")]
    [InlineData("``", "``` `` ```")]
    [InlineData("<b>|\\*", "`<b>|\\*`")]
    [InlineData("a\nb", "`a b`")]
    [InlineData("", "")]
    public void As_code_is_between_rows_of_backticks_that_it_does_not_hold(string text, string expected) => Assert.Equal(expected, MarkdownText.Code(text));

    [Fact]
    public void Shows_halves_of_pairs_as_escapes() => Assert.Equal(@"a\\ud800b😀\\udc00", MarkdownText.Line("a\ud800b😀\udc00"));

    [Fact]
    public void Is_cut_between_characters() => Assert.Equal("aaa…", MarkdownText.Line("aaa😀bbb", 5));

    [Fact]
    public void Of_several_lines_loses_the_signs_of_its_lists() =>
        Assert.Equal(["Done:", "one", "two", "\\# three"], MarkdownText.Lines("Done:\n\n- one\r\n  * two\n# three\n", 100));

    [Fact]
    public void Holds_no_sign_outside_of_code_that_is_not_escaped()
    {
        const string Signs = "`*_[]<>~$&#\\!|:.@/ w1a-+=(){}\n\te\u001b\u202e";
        Seeds.Run(Seeds.Next(), random =>
        {
            for (var round = 0; round < 3000; round++)
            {
                var line = MarkdownText.Line(string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => Signs[random.Next(Signs.Length)])));
                var bare = WithoutCode(line);
                Assert.True(bare.IndexOfAny(['`', '*', '[', ']', '<', '~', '$']) < 0, $"Of {line} is left {bare}");
                Assert.DoesNotContain("://", bare, StringComparison.Ordinal);
                Assert.DoesNotContain("www.", bare, StringComparison.Ordinal);
                Assert.DoesNotContain(line, c => char.IsControl(c) || c == '\u202e');
                Assert.False(line.Length > 0 && (line[0] is '#' or '>' or '+' or '-' or '=' or '|' or ' '), line);
            }
        });
    }

    /// <summary>What is left with a dot for each code and escaped sign, between which nothing meets, read from left to right as CommonMark does.</summary>
    private static string WithoutCode(string line)
    {
        var bare = new StringBuilder();
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '\\')
            {
                at++;
                bare.Append('·');
                continue;
            }

            var run = line.AsSpan(at).IndexOfAnyExcept('`') is >= 0 and var length ? length : line.Length - at;
            if (run == 0)
            {
                bare.Append(line[at]);
                continue;
            }

            var close = at + run;
            while (close < line.Length)
            {
                var begin = line.IndexOf('`', close);
                if (begin < 0)
                {
                    return bare.Append('`').ToString();
                }

                close = begin;
                while (close < line.Length && line[close] == '`')
                {
                    close++;
                }

                if (close - begin == run)
                {
                    break;
                }
            }

            at = close - 1;
            bare.Append('·');
        }

        return bare.ToString();
    }
}
