namespace TaskBoard.Rules;

/// <summary>Finished work that a hand edit took off the board, or reset.</summary>
/// <param name="Revision">The revision that the hand edit became.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Tasks">The ids of the tasks.</param>
/// <param name="Before">How many tasks were COMPLETED before.</param>
internal sealed record RemovedWork(long Revision, DateTimeOffset At, IReadOnlyList<string> Tasks, int Before);
