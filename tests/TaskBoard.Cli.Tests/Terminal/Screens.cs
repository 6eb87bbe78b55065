using System.Text;
using System.Text.RegularExpressions;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Tests.Terminal;

/// <summary>Terminals to pretend, and what is seen on them.</summary>
internal static partial class Screens
{
    /// <summary>A terminal of this size.</summary>
    public static TerminalScreen Of(int width, int height = 24, bool colours = true) =>
        TerminalScreen.For(() => (width, height), name => name == "TERM" ? "xterm" : name == "NO_COLOR" && !colours ? "1" : null, windows: false);

    /// <summary>Text for a snapshot: what sets a colour is there to be read.</summary>
    public static string Visible(string text) => text.Replace("\e[", "␛", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);

    /// <summary>What is left where colours are taken out; anything else that begins with an escape stays.</summary>
    public static string WithoutColours(string text) => Colour().Replace(text, "");

    /// <summary>
    /// How many cells a line takes, counted by other means than those that drew it: East Asian wide characters and emoji are two, what
    /// combines is none.
    /// </summary>
    public static int Cells(string line) => line.EnumerateRunes().Sum(Cells);

    private static int Cells(Rune rune) => rune.Value switch
    {
        0x200B or 0x200C or 0x200D => 0,
        _ when Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark => 0,
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) => 2,
        (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) => 2,
        (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6FF) or (>= 0x1F900 and <= 0x1F9FF) or (>= 0x20000 and <= 0x3FFFD) => 2,
        _ => 1,
    };

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colour();
}
