namespace TaskBoard.Rules;

/// <summary>How long a task rests after a failure.</summary>
internal static class Retries
{
    private const int Thousandths = 1000;
    private const int MostJitter = 200;

    /// <summary>Whether a task that is not to begin yet has failed before: it rests, or else somebody gave it a time.</summary>
    public static bool Rests(TaskItem task) => task is { State: TaskState.Pending, NotBefore: not null, Failures: > 0 };

    /// <summary>
    /// When the next attempt may begin: the delay doubles with each failure up to the longest one, and is shortened by up to a fifth at random, so
    /// that tasks that failed together do not come back together. What the task says counts more than the board's settings. Null: at once.
    /// </summary>
    public static DateTimeOffset? NotBefore(BoardView view, TaskItem task, int failures)
    {
        var (first, longest) = (task.RetryDelay ?? view.Settings.RetryDelay, task.RetryMaxDelay ?? view.Settings.RetryMaxDelay);

        // Who says only how long it rests at first means that, also where the board's longest rest is shorter.
        longest = task.RetryMaxDelay is null && longest < first && task.RetryDelay is not null ? first : longest;
        if (first <= TimeSpan.Zero || longest <= TimeSpan.Zero)
        {
            return null;
        }

        var seconds = Math.Min(first.TotalSeconds * Math.Pow(2, failures - 1), longest.TotalSeconds);
        return view.Now + TimeSpan.FromSeconds(seconds * (Thousandths - view.Random(MostJitter + 1)) / Thousandths);
    }
}
