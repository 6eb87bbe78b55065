namespace TaskBoard.Cli.Work;

/// <summary>A result is not thrown away because the board cannot be had for a while: it is written as soon as it can be.</summary>
internal static class Persistence
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Tries until it is done or refused. Repeating is harmless: whoever holds the task and says the same again is told that it is so.</summary>
    /// <param name="call">The command, for what is said meanwhile.</param>
    /// <param name="change">What is tried.</param>
    /// <param name="giveUp">Ends the trying: the last error is thrown then.</param>
    public static async Task<T> InTheEndAsync<T>(CommandCall call, Func<Task<T>> change, CancellationToken giveUp)
    {
        string? said = null;
        while (true)
        {
            try
            {
                return await change().ConfigureAwait(false);
            }
            catch (BoardException e) when (IsPassing(e) && !giveUp.IsCancellationRequested)
            {
                if (said != e.Message)
                {
                    call.Say($"{e.Message} It is tried again.");
                    said = e.Message;
                }

                await Task.Delay(Pause, giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static bool IsPassing(BoardException e) => e is BoardLockedException or BoardUnreadableException or BoardMissingException
        or BoardDiskFullException or BoardInDoubtException or BoardIOException;
}
