namespace TaskBoard.Benchmarks.Rows;

/// <summary>What is varied.</summary>
internal static class Sizes
{
    public static IReadOnlyList<int> All { get; } = [10, 100, 1_000, 10_000];

    public static IReadOnlyList<Durability> Durabilities { get; } = [Durability.Flushed, Durability.Buffered];

    public static string WordOf(Durability durability) => durability == Durability.Flushed ? "flushed" : "buffered";
}
