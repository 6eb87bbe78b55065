namespace TaskBoard.Benchmarks.Measuring;

/// <summary>How long a row is measured.</summary>
/// <param name="Rounds">The most samples of each side.</param>
/// <param name="Time">After what time a row ends with the samples it has.</param>
/// <param name="Starts">How often a program is started.</param>
internal sealed record Effort(int Rounds, TimeSpan Time, int Starts)
{
    public static Effort Full { get; } = new(500, TimeSpan.FromSeconds(2), 30);

    /// <summary>To see that the program works; the figures say nothing.</summary>
    public static Effort Quick { get; } = new(3, TimeSpan.FromMilliseconds(50), 2);
}
