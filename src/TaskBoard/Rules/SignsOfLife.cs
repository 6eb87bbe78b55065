namespace TaskBoard.Rules;

/// <summary>How often signs of life are due: three in the time in which one has to come, so that two may fail to get through. Pure.</summary>
internal static class SignsOfLife
{
    /// <summary>How long after a beginning the first one may come: what is over by then needs none.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    private const int BeatsPerTime = 3;
    private const int TriesPerBeat = 4;
    private static readonly TimeSpan s_leastPause = TimeSpan.FromMilliseconds(50);

    /// <summary>How long after one the next is due.</summary>
    /// <param name="times">In which times one has to come; none: <see cref="Timeout.InfiniteTimeSpan"/> is answered.</param>
    public static TimeSpan Every(params ReadOnlySpan<TimeSpan?> times)
    {
        TimeSpan? least = null;
        foreach (var time in times)
        {
            least = least < time ? least : time ?? least;
        }

        return least / BeatsPerTime ?? Timeout.InfiniteTimeSpan;
    }

    /// <summary>How long to wait after one that did not get through.</summary>
    /// <param name="every">How long after one that does the next is due.</param>
    public static TimeSpan PauseOf(TimeSpan every) => every / TriesPerBeat is var pause && pause > s_leastPause ? pause : s_leastPause;
}
