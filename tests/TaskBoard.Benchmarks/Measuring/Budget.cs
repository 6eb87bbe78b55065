namespace TaskBoard.Benchmarks.Measuring;

/// <summary>What was promised of a figure.</summary>
/// <param name="Text">As it is shown.</param>
/// <param name="Of">The number that is judged.</param>
/// <param name="Holds">Whether a number keeps the promise.</param>
internal sealed record Budget(string Text, Func<Figure, double> Of, Func<double, bool> Holds)
{
    /// <summary>At most so many times the floor.</summary>
    public static Budget TimesFloor(double most) => new(FormattableString.Invariant($"<= {most:0.#} x floor"), f => f.Ratio, ratio => ratio <= most);

    /// <summary>Less than so much.</summary>
    public static Budget Below(double limit, string unit) => new(FormattableString.Invariant($"< {limit:0} {unit}"), f => f.Ours.Median, value => value < limit);

    /// <summary>Less than so much more than the floor.</summary>
    public static Budget AddsBelow(double limit, string unit) => new(FormattableString.Invariant($"< floor + {limit:0} {unit}"), f => f.Ours.Median - f.Floor.Median, added => added < limit);

    /// <summary>Of a hundred ninety-nine less than so much.</summary>
    public static Budget Percentile99Below(double limit, string unit) =>
        new(FormattableString.Invariant($"99 % < {limit:0} {unit}"), f => f.Ours.Percentile99 ?? double.NaN, value => value < limit);

    /// <summary>At least so many times faster than what stands in the floor's column.</summary>
    public static Budget TimesFaster(double least) => new(FormattableString.Invariant($">= {least:0} x faster"), f => 1 / f.Ratio, gain => gain >= least);

    /// <summary>The budget of a change or a claim by one caller; null: none.</summary>
    public static Budget? OfChange(int tasks, Durability durability) => (tasks, durability) switch
    {
        (100, Durability.Flushed) => TimesFloor(1.5),
        (100, Durability.Buffered) => TimesFloor(2.5),
        (10_000, Durability.Flushed) => TimesFloor(3),
        _ => null,
    };
}
