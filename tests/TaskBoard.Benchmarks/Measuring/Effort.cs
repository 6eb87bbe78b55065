namespace TaskBoard.Benchmarks.Measuring;

/// <summary>How long a row is measured.</summary>
/// <param name="Rounds">The most samples of each side.</param>
/// <param name="Time">After what time a row ends with the samples it has.</param>
/// <param name="Starts">How often a program is started.</param>
/// <param name="WarmUp">How long a process works before anything is measured, so that its code is compiled well.</param>
internal sealed record Effort(int Rounds, TimeSpan Time, int Starts, TimeSpan WarmUp)
{
    public static Effort Full { get; } = new(500, TimeSpan.FromSeconds(2), 30, TimeSpan.FromSeconds(6));

    /// <summary>To see that the program works; the figures say nothing.</summary>
    public static Effort Quick { get; } = new(3, TimeSpan.FromMilliseconds(50), 2, TimeSpan.Zero);
}
