using System.Reflection;

namespace TaskBoard.Cli.Output;

/// <summary>Which taskboard this is.</summary>
internal static class VersionText
{
    /// <summary>Its version.</summary>
    public static string Program => typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>It as a document; the parser's library knows lines only.</summary>
    public static string Document() => JsonDocumentText.Of("version", writer => writer.WriteString("version", Program), []);
}
