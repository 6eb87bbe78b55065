using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>Names of properties that mean nothing to TaskBoard, and look as if they should.</summary>
internal static class PropertyNames
{
    private static readonly ILookup<string, string> s_bare = PropertyOrder.Known.ToLookup(Bare, StringComparer.Ordinal);

    /// <summary>The property that was meant by a name; null: none is near, or it is one itself.</summary>
    public static string? Meant(string name) =>
        PropertyOrder.Known.Contains(name, StringComparer.Ordinal) ? null : s_bare[Bare(name)].FirstOrDefault() ?? NearestWord.To(name, PropertyOrder.Known);

    /// <summary>What whoever adds tasks with such properties should know.</summary>
    public static IReadOnlyList<string> Warnings(IEnumerable<string> names) =>
    [
        .. from name in names.Distinct(StringComparer.Ordinal)
           let meant = Meant(name)
           where meant is not null
           select $"The property {JsonText.Quote(name)} is kept, but means nothing to TaskBoard. Did you mean \"{meant}\"?",
    ];

    /// <summary>A name without what people write differently: case, signs between words, the plural.</summary>
    private static string Bare(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant().TrimEnd('S');
}
