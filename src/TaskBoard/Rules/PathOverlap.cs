namespace TaskBoard.Rules;

/// <summary>Whether two tasks will touch the same files, by the paths they name.</summary>
internal static class PathOverlap
{
    /// <summary>The first path of <paramref name="ours"/> that is, contains or lies in one of <paramref name="theirs"/>; null: there is none.</summary>
    public static string? First(IReadOnlyList<string> ours, IReadOnlyList<string> theirs) =>
        ours.Count == 0 || theirs.Count == 0 ? null : ours.FirstOrDefault(path => theirs.Any(other => Overlap(path, other)));

    private static bool Overlap(string left, string right)
    {
        var (one, other) = (Parts(left), Parts(right));
        return one.Zip(other).All(pair => pair.First == pair.Second);
    }

    /// <summary>The parts of a path up to the first with a wildcard: what comes after it may be anything.</summary>
    internal static string[] Parts(string path) => path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(part => part != ".")
        .TakeWhile(part => part.AsSpan().IndexOfAny("*?[") < 0)
        .ToArray();
}
