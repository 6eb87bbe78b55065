using System.Globalization;

namespace TaskBoard.TestKit;

/// <summary>
/// Whether tests are to try everything (<c>TASKBOARD_TEST_LONG=1</c>, which <c>tests/faults/run</c> sets) or samples of it, and how long those go
/// on that go by time: <c>TASKBOARD_TEST_MINUTES</c>, ten where it is not set.
/// </summary>
public static class LongForm
{
    private const double UsualMinutes = 10;

    /// <summary>Everything is to be tried.</summary>
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("TASKBOARD_TEST_LONG") == "1";

    /// <summary>How long a storm goes on in its long form.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromMinutes(
        double.TryParse(Environment.GetEnvironmentVariable("TASKBOARD_TEST_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? minutes : UsualMinutes);

    /// <summary>One number in the ordinary run, another in the long form.</summary>
    public static int Count(int ordinary, int everything) => IsAsked ? everything : ordinary;
}
