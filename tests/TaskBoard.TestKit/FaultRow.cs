using System.Diagnostics;
using System.Globalization;

namespace TaskBoard.TestKit;

/// <summary>
/// A row of the table of fault tests: which test, how many points or runs, how many violations, how many seconds. Rows are added to the file that
/// <c>TASKBOARD_FAULT_TABLE</c> names, from which <c>tests/faults/run</c> makes the table. A row that is disposed before it was ended says that its test failed.
/// </summary>
public sealed class FaultRow : IDisposable
{
    private static readonly Lock s_guard = new();
    private static readonly string? s_table = Environment.GetEnvironmentVariable("TASKBOARD_FAULT_TABLE");

    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly int _test;
    private readonly string _what;
    private (long Points, int Violations)? _result;

    private FaultRow(int test, string what) => (_test, _what) = (test, what);

    /// <summary>The clock runs.</summary>
    /// <param name="test">The number of the fault test, 1 to 14; 15: the bounds of memory, handles and files.</param>
    /// <param name="what">What is tried, and of what the points are.</param>
    public static FaultRow Begin(int test, string what) => new(test, what);

    /// <summary>What came out; before it is asserted.</summary>
    public void End(long points, int violations) => _result = (points, violations);

    /// <summary>Writes the row, where a table is being made.</summary>
    public void Dispose()
    {
        if (s_table is null)
        {
            return;
        }

        var seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        var (points, violations) = _result is var (p, v) ? (p.ToString(CultureInfo.InvariantCulture), v.ToString(CultureInfo.InvariantCulture)) : ("-", "failed");
        lock (s_guard)
        {
            File.AppendAllText(s_table, string.Create(CultureInfo.InvariantCulture, $"{_test}\t{_what}\t{points}\t{violations}\t{seconds:0}\n"));
        }
    }
}
