using Xunit;

namespace TaskBoard.TestKit;

/// <summary>
/// Real boards, damaged ones and JSON test files that are not part of the repository: in <c>TASKBOARD_TEST_DATA</c>, or in
/// <c>shared/data</c> beside the checkout. Tests that read them skip, visibly, where there are none.
/// </summary>
public static class SharedData
{
    /// <summary>The directory; null: there is none on this machine.</summary>
    public static string? Directory { get; } = Find();

    /// <summary>A path in it.</summary>
    public static string File(params string[] names) =>
        Path.Combine([Directory ?? throw new InvalidOperationException("No shared data here: use DataFact."), .. names]);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("TASKBOARD_TEST_DATA") is { Length: > 0 } named)
        {
            return System.IO.Directory.Exists(named) ? named : null;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(at.FullName, "TaskBoard.sln")) && at.Parent is { } above)
            {
                var data = Path.Combine(above.FullName, "shared", "data");
                return System.IO.Directory.Exists(data) ? data : null;
            }
        }

        return null;
    }
}

/// <summary>A test that reads <see cref="SharedData"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute
{
    /// <summary>Skips where there is no data.</summary>
    public DataFactAttribute()
    {
        if (SharedData.Directory is null && !Strictness.IsDemanded)
        {
            Skip = "The shared test data is not on this machine (set TASKBOARD_TEST_DATA).";
        }
    }
}

/// <summary>A test with cases that reads <see cref="SharedData"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips where there is no data.</summary>
    public DataTheoryAttribute()
    {
        if (SharedData.Directory is null && !Strictness.IsDemanded)
        {
            Skip = "The shared test data is not on this machine (set TASKBOARD_TEST_DATA).";
        }
    }
}
