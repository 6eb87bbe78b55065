using System.Reflection;

namespace TaskBoard.Cli.Help;

/// <summary>What an agent needs to know to work with a board: <c>Guide.txt</c>, whose commands are run by a test.</summary>
internal static class Guide
{
    /// <summary>The text.</summary>
    public static string Text
    {
        get
        {
            using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("guide.txt")!);
            return reader.ReadToEnd();
        }
    }
}
