namespace TaskBoard.Cli.Terminal;

/// <summary>
/// The board on a terminal, painted again when it changes and when time changes it, until it is cancelled. Painted on the terminal's other
/// page, so that at the end everything is as it was before.
/// </summary>
internal static class LiveBoard
{
    /// <summary>How long a lease still lives is said in seconds at the end; what was typed over the picture is gone after that time.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Changes may come by the hundred; every look at the board takes a lock that those who change it want too.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether the answer goes to a terminal that can be painted on; otherwise changes go out as lines.</summary>
    public static bool CanRun(CommandCall call) => call.Screen is { CanRepaint: true };

    /// <summary>Paints until the command is cancelled, which is its ordinary end; answers the exit code.</summary>
    public static async Task<int> RunAsync(CommandCall call, Board board)
    {
        var clock = call.BoardOptions().TimeProvider;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken);
        await using var changes = board.WatchAsync(cancellationToken: ending.Token).GetAsyncEnumerator(ending.Token);
        using var page = new LivePage(call.Screen!, call.Streams.Out);
        Task<bool>? change = null;
        LiveView? view = null;
        try
        {
            while (true)
            {
                // Listened for before looking, so that what comes between is not missed.
                change ??= changes.MoveNextAsync().AsTask();
                view = await LiveView.OfAsync(board, view, ending.Token).ConfigureAwait(false);
                do
                {
                    page.Paint(view, clock.GetUtcNow());
                    await Task.WhenAny(change, Task.Delay(Tick, clock, ending.Token)).ConfigureAwait(false);
                    ending.Token.ThrowIfCancellationRequested();
                }
                while (!change.IsCompleted && !view.IsOutdated(clock.GetUtcNow()));
                if (change.IsCompleted)
                {
                    await Task.Delay(Rest, clock, ending.Token).ConfigureAwait(false);
                    change = await NextAsync(changes, change).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (call.CancellationToken.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        finally
        {
            // What listens must have ended before it is disposed.
            await ending.CancelAsync().ConfigureAwait(false);
            await (change ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The first change that is not there yet: one look is enough for those that are.</summary>
    private static async Task<Task<bool>> NextAsync(IAsyncEnumerator<BoardEvent> changes, Task<bool> change)
    {
        while (change.IsCompleted)
        {
            await change.ConfigureAwait(false);
            change = changes.MoveNextAsync().AsTask();
        }

        return change;
    }
}
