namespace TaskBoard.Benchmarks.Measuring;

/// <summary>A row of the table, measured.</summary>
/// <param name="Row">Its name.</param>
/// <param name="Unit">Milliseconds or megabytes.</param>
/// <param name="Floor">What the floor takes.</param>
/// <param name="Ours">What TaskBoard takes.</param>
/// <param name="Budget">What it may take; null: nothing was promised.</param>
internal sealed record Figure(string Row, string Unit, Reading Floor, Reading Ours, Budget? Budget)
{
    /// <summary>The share of the machine that others used meanwhile.</summary>
    public double Others { get; init; }

    /// <summary>How many times the floor.</summary>
    public double Ratio => Ours.Median / Floor.Median;

    /// <summary>The figure that a promise is about.</summary>
    public double Judged => Budget?.Of(this) ?? double.NaN;
}

/// <summary>What is shown of many samples.</summary>
/// <param name="Median">The middle one; of callers at once, the time that each change took of all.</param>
/// <param name="Percentile99">What one in a hundred exceeds; null: not measured.</param>
internal readonly record struct Reading(double Median, double? Percentile99)
{
    public static Reading Of(Samples samples) => new(samples.Median, samples.Percentile99);
}
