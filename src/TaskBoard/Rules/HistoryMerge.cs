using System.Globalization;
using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>The merge of what bears a time: the entries of <c>history</c>, and <c>updated_at</c>.</summary>
internal static class HistoryMerge
{
    /// <summary>Whether these are lists of entries; an absent one is empty.</summary>
    public static bool Applies(string? ours, string? theirs) => ours is null or ['[', ..] && theirs is null or ['[', ..];

    /// <summary>All entries of both, by time; those that we dropped, because only the newest are kept in the file, stay dropped.</summary>
    public static string Merge(string? basis, string? ours, string? theirs)
    {
        var result = Elements(ours).ToList();
        var known = Elements(basis).Concat(result).Select(ListMerge.Canonical).ToHashSet(StringComparer.Ordinal);
        result.AddRange(Elements(theirs).Where(entry => known.Add(ListMerge.Canonical(entry))));
        return JsonText.Array(ByTime(result));
    }

    /// <summary>The entries in the order of their times; one without a time stays after the one it follows.</summary>
    public static IEnumerable<string> ByTime(IReadOnlyList<string> entries)
    {
        var last = DateTimeOffset.MinValue;
        return entries
            .Select(entry => (Entry: entry, At: last = Time(Timestamp(entry)) ?? last))
            .ToArray()
            .OrderBy(e => e.At)
            .Select(e => e.Entry);
    }

    /// <summary>The later of two timestamps, as it is written; the one there is where the other is absent; null where one is no time.</summary>
    public static string? Later(string? ours, string? theirs)
    {
        if (ours is null || theirs is null)
        {
            return ours ?? theirs;
        }

        return Time(ours) is { } our && Time(theirs) is { } their ? our > their ? ours : theirs : null;
    }

    private static string? Timestamp(string entry) =>
        entry[0] == '{' ? JsonText.Properties(entry).FirstOrDefault(p => p.Key == "timestamp").Value : null;

    private static DateTimeOffset? Time(string? json) =>
        DateTimeOffset.TryParse(JsonText.Text(json), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static IReadOnlyList<string> Elements(string? list) => list is null ? [] : JsonText.Elements(list);
}
