using System.Text.RegularExpressions;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Errors;

/// <summary>Whoever looks a code up finds it in one place, and there it has one meaning.</summary>
public sealed partial class CatalogueTests
{
    [Fact]
    public void Every_code_that_is_written_anywhere_stands_in_the_catalogue_and_means_one_thing()
    {
        var known = typeof(BoardErrorCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToList();
        Assert.Equal(known.Distinct(StringComparer.Ordinal), known);

        var written = Directory.EnumerateFiles(Checkout.File("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && Path.GetFileName(file) != "BoardErrorCodes.cs")
            .SelectMany(file => Codes().Matches(File.ReadAllText(file)).Select(code => $"{Path.GetFileName(file)}: {code.Value}"));
        Assert.Empty(written);
    }

    [GeneratedRegex("\"TB[0-9]{4}\"")]
    private static partial Regex Codes();
}
