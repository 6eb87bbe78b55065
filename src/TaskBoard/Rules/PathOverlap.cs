namespace TaskBoard.Rules;

/// <summary>Whether two tasks will touch the same files, by the paths they name.</summary>
internal static class PathOverlap
{
    /// <summary>Whether one path is, contains or lies in another, by their <see cref="Parts"/>.</summary>
    public static bool Overlap(ReadOnlySpan<string> one, ReadOnlySpan<string> other)
    {
        var common = Math.Min(one.Length, other.Length);
        return one[..common].SequenceEqual(other[..common]);
    }

    /// <summary>The parts of a path up to the first with a wildcard: what comes after it may be anything.</summary>
    internal static string[] Parts(string path) => path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(part => part != ".")
        .TakeWhile(part => part.AsSpan().IndexOfAny("*?[") < 0)
        .ToArray();
}
