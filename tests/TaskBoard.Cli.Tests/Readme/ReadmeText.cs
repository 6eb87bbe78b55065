using System.Text.RegularExpressions;
using TaskBoard.TestKit;

namespace TaskBoard.Cli.Tests.Readme;

/// <summary>What the README shows.</summary>
internal static partial class ReadmeText
{
    private static readonly string All = File.ReadAllText(Checkout.File("README.md")).ReplaceLineEndings("\n");

    /// <summary>The text under a heading.</summary>
    public static string Section(string heading)
    {
        var begin = All.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Xunit.Assert.True(begin >= 0, $"The README has no section '{heading}'.");
        var end = All.IndexOf("\n## ", begin + 1, StringComparison.Ordinal);
        return end < 0 ? All[begin..] : All[begin..end];
    }

    /// <summary>The only block of a language under a heading.</summary>
    public static string Block(string heading, string language) => Xunit.Assert.Single(Blocks(heading, language));

    /// <summary>The blocks of a language under a heading.</summary>
    public static IReadOnlyList<string> Blocks(string heading, string language) =>
        [.. Blocks().Matches(Section(heading)).Where(m => m.Groups["language"].Value == language).Select(m => m.Groups["text"].Value)];

    /// <summary>The words for commands in the first column of the table under a heading.</summary>
    public static IEnumerable<string> CommandsInTable(string heading) => Section(heading).Split('\n')
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .SelectMany(line => Quoted().Matches(line.Split('|')[1]))
        .Select(m => m.Groups["text"].Value.Replace("taskboard ", "", StringComparison.Ordinal).Split(' ')[0]);

    [GeneratedRegex("```(?<language>[a-z]*)\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Blocks();

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();
}
