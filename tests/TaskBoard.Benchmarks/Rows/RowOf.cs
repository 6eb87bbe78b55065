using TaskBoard.Benchmarks.Measuring;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>A row that can be measured.</summary>
/// <param name="Name">What it is called and chosen by: <c>change/100/flushed</c>.</param>
/// <param name="Measure">Measures it.</param>
/// <param name="Prepare">What is not to count as work of others meanwhile; null: nothing.</param>
internal sealed record RowOf(string Name, Func<Effort, Figure> Measure, Action? Prepare = null);
