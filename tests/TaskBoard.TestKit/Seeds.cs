namespace TaskBoard.TestKit;

/// <summary>
/// Seeds of random tests: fresh ones each run, or the one in <c>TASKBOARD_TEST_SEED</c> to run a failing one again. A test names its seed
/// in whatever it fails with.
/// </summary>
public static class Seeds
{
    /// <summary>The seed to run again; null: none was asked for.</summary>
    public static int? Asked { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("TASKBOARD_TEST_SEED"), out var seed) ? seed : null;

    /// <summary>A seed for one test.</summary>
    public static int Next() => Asked ?? Random.Shared.Next();

    /// <summary>Runs a test for one seed and names the seed where it fails.</summary>
    public static void Run(int seed, Action<Random> test)
    {
        ArgumentNullException.ThrowIfNull(test);
        try
        {
            test(new Random(seed));
        }
        catch (Exception e)
        {
            throw new Xunit.Sdk.XunitException($"Seed {seed} fails (run it again with TASKBOARD_TEST_SEED={seed}): {e.Message}", e);
        }
    }
}
