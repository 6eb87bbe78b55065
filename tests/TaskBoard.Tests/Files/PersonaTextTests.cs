using System.Text;
using TaskBoard.Files;
using Xunit;

namespace TaskBoard.Tests.Files;

public sealed class PersonaTextTests
{
    [Theory]
    [InlineData("# The name\n\nWhat it is for,\non two lines.\n\nMore.", "The name", "What it is for, on two lines.")]
    [InlineData("What it is for.\n# Later\n", null, "What it is for.")]
    [InlineData("## Closed ##\r\ntext\r\n## Next", "Closed", "text")]
    [InlineData("#\n# Second try\ntext", "Second try", "text")]
    [InlineData("#hashtag", null, "#hashtag")]
    [InlineData("", null, null)]
    public void The_heading_at_its_top_is_the_name_and_the_first_paragraph_what_it_is_for(string text, string? name, string? focus) =>
        Assert.Equal((name, focus), (PersonaText.NameOf(text), PersonaText.FocusOf(text)));

    [Theory]
    [InlineData("", "It says nothing of who the persona is.")]
    [InlineData("\0\0\0\0", "Line 1 holds the control character U+0000")]
    [InlineData("# Only a name\n\n## And another\n", "It says nothing of who the persona is.")]
    [InlineData("# Name\nRed: \u001b[31m", "Line 2 holds the control character U+001B")]
    [InlineData("# Name\n<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> theirs\n", "A merge left conflict markers (<<<<<<< ======= >>>>>>>) at lines 2, 4 and 6")]
    public void What_is_no_definition_is_told_why(string text, string fault)
    {
        Assert.Null(PersonaText.Read(Encoding.UTF8.GetBytes(text), out var told));
        Assert.StartsWith(fault, told, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_encodings_and_too_long_ones_are_refused()
    {
        Assert.Null(PersonaText.Read(Encoding.Unicode.GetBytes("# Name\ntext"), out var fault));
        Assert.Contains("UTF-16", fault, StringComparison.Ordinal);
        Assert.Null(PersonaText.Read([(byte)'a', (byte)'\n', 0xE9, (byte)'b'], out fault));
        Assert.StartsWith("Line 2: The byte 0xe9 is no UTF-8 text", fault, StringComparison.Ordinal);
        Assert.NotNull(PersonaText.Read(Encoding.UTF8.GetBytes(new string('x', PersonaText.MostBytes)), out _));
        Assert.Null(PersonaText.Read(Encoding.UTF8.GetBytes(new string('x', PersonaText.MostBytes + 1)), out fault));
        Assert.StartsWith($"It has {PersonaText.MostBytes + 1} bytes", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void What_editors_add_is_no_part_of_it() =>
        Assert.Equal("# Name\n\ntext", PersonaText.Read(Encoding.UTF8.GetBytes("\ufeff# Name\r\n\r\ntext\r\n\r\n"), out _));
}
