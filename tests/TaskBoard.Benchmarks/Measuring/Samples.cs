namespace TaskBoard.Benchmarks.Measuring;

/// <summary>Times of one thing done many times, in milliseconds; or sizes, in megabytes.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public double Median => At(0.5);

    /// <summary>What one in a hundred exceeds.</summary>
    public double Percentile99 => At(0.99);

    public void Add(double value) => _values.Add(value);

    public void AddRange(IEnumerable<double> values) => _values.AddRange(values);

    private double At(double share)
    {
        var ordered = _values.Order().ToArray();
        return ordered.Length == 0 ? double.NaN : ordered[Math.Min(ordered.Length - 1, (int)(share * ordered.Length))];
    }
}
