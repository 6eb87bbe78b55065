namespace TaskBoard.TestKit;

/// <summary>
/// Whether a test may skip because a tool or the shared data is missing. <c>.ci/run</c> sets <c>TASKBOARD_TEST_STRICT=1</c>: there
/// everything must be, and a test that misses something fails instead.
/// </summary>
public static class Strictness
{
    /// <summary>Nothing may be missing.</summary>
    public static bool IsDemanded { get; } = Environment.GetEnvironmentVariable("TASKBOARD_TEST_STRICT") == "1";
}
