using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>
/// Gives signs of life for an agent that waits, by timers, until it is disposed. One that does not get through is tried again soon; what is wrong, whoever
/// waits finds out by itself.
/// </summary>
internal sealed class WaitingAgent : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task<TimeSpan>> _beat;
    private readonly Func<TimeSpan> _every;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _beating;

    /// <param name="beat">Gives a sign of life where one is due, and answers when to ask again.</param>
    /// <param name="every">How long after one the next is due.</param>
    /// <param name="clock">Whose timers are used.</param>
    public WaitingAgent(Func<CancellationToken, Task<TimeSpan>> beat, Func<TimeSpan> every, TimeProvider clock)
    {
        (_beat, _every, _clock) = (beat, every, clock);
        _beating = BeatAsync();
    }

    /// <summary>Ends, and waits for a sign of life that is on its way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync().ConfigureAwait(false);
        await _beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task BeatAsync()
    {
        for (var pause = SignsOfLife.Moment; ; pause = await NextAsync().ConfigureAwait(false))
        {
            await Task.Delay(pause, _clock, _over.Token).ConfigureAwait(false);
        }
    }

    private async Task<TimeSpan> NextAsync()
    {
        try
        {
            return await _beat(_over.Token).ConfigureAwait(false);
        }
        catch (Exception) when (!_over.IsCancellationRequested)
        {
            return SignsOfLife.PauseOf(_every());
        }
    }
}
