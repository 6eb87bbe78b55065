namespace TaskBoard.TestWorker;

/// <summary>Whether agents complete tasks, and after how many signs of life.</summary>
internal sealed class AgentPace
{
    private volatile int[]? _beats;

    /// <summary>From now on tasks are completed after so many signs of life.</summary>
    public void Work(int least, int most) => _beats = [least, most];

    /// <summary>From now on everybody keeps what they have.</summary>
    public void Rest() => _beats = null;

    /// <summary>Whether a task is due, of which so many signs of life were given.</summary>
    /// <param name="beats">How many.</param>
    /// <param name="share">Where between least and most its agent stands, from 0 to 1.</param>
    public bool IsDue(int beats, double share) => _beats is [var least, var most] && beats >= least + (share * (most - least));
}
