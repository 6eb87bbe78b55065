using Xunit;

namespace TaskBoard.TestKit;

/// <summary>A wall clock that a process is made to see (libfaketime). The times of files, and the clock that counts from the start of the machine, stay what they are.</summary>
/// <param name="Time">What it shows, as libfaketime has it: <c>+1d</c>, <c>-1d</c>, <c>@2038-01-19 03:14:05</c> (from when the process starts); null: the true time.</param>
public sealed record FakeClock(string? Time)
{
    /// <summary>The clock as it is.</summary>
    public static readonly FakeClock True = new((string?)null);

    /// <summary>The library; null: it is not on this machine.</summary>
    public static string? Library { get; } =
        Directory.Exists("/usr/lib") && OperatingSystem.IsLinux()
            ? Directory.GetDirectories("/usr/lib", "*-linux-gnu").Select(d => Path.Combine(d, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(System.IO.File.Exists)
            : null;

    /// <summary>A file that holds the time, and is looked at every time: whoever writes it makes the clock jump. null: it does not jump.</summary>
    public string? File { get; init; }

    /// <summary>Whether the clock by which .NET waits is moved too.</summary>
    public bool MovesMonotonic { get; init; }

    /// <summary>Puts it into an environment.</summary>
    public void Tell(IDictionary<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (Time is null && File is null)
        {
            return;
        }

        environment["LD_PRELOAD"] = Library;
        environment["NO_FAKE_STAT"] = "1";
        environment["FAKETIME_DONT_FAKE_MONOTONIC"] = MovesMonotonic ? "0" : "1";
        if (File is null)
        {
            environment["FAKETIME"] = Time;
        }
        else
        {
            environment["FAKETIME_TIMESTAMP_FILE"] = File;
            environment["FAKETIME_NO_CACHE"] = "1";
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Time ?? File ?? "true"}{(MovesMonotonic ? ", monotonic too" : "")}";
}

/// <summary>A test that makes processes see other clocks. Skips, visibly, where there is no libfaketime; where nothing may be missing (<see cref="Strictness"/>) it runs, and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FakeClockFactAttribute : FactAttribute
{
    /// <summary>Skips where there is none.</summary>
    public FakeClockFactAttribute()
    {
        if (FakeClock.Library is null && !Strictness.IsDemanded)
        {
            Skip = "needs faketime";
        }
    }
}
