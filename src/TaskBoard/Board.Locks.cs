using TaskBoard.Locking;
using TaskBoard.Rules;

namespace TaskBoard;

/// <content>The lock, for those who look at it and for those who edit the file themselves.</content>
public sealed partial class Board
{
    /// <summary>Who holds the lock, and what is known about them; null: nobody does.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<BoardLock?> ReadLockAsync(CancellationToken cancellationToken = default) =>
        Task.Run(() => AtTheEdge(() => Engine.NewLock().Show(cancellationToken)), cancellationToken);

    /// <summary>The operator's way to break a lock: by the id that <see cref="ReadLockAsync"/> gave, so that no other lock is hit.</summary>
    /// <param name="lockId">The id of the lock.</param>
    /// <param name="by">Who breaks it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The evidence, where the broken lock is kept, and, where it could not be recorded at once, why, as sentences.</returns>
    /// <exception cref="LockNotFoundException">There is no lock.</exception>
    /// <exception cref="LockNotBrokenException">The lock is another one by now, no lock of this protocol, or its owner is proven alive.</exception>
    public async Task<string> BreakLockAsync(string lockId, ChangeBy by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        Requests.CheckAgent(by);
        var broken = await Task.Run(() => AtTheEdge(() => Engine.NewLock().Break(lockId, by.Agent, cancellationToken)), cancellationToken).ConfigureAwait(false);
        var trouble = await RecordNowAsync(broken).ConfigureAwait(false);
        return $"Broke the lock of {broken.Agent ?? "somebody unknown"}: {broken.Evidence} It is kept as {broken.KeptAs}.{trouble}";
    }

    /// <summary>Takes the board's lock for a caller that edits the file itself; disposing gives it back, and what was saved is recorded by the next change.</summary>
    /// <param name="by">Who holds it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="BoardLockedException">Not obtained in time.</exception>
    public Task<BoardLockHold> HoldLockAsync(ChangeBy by, CancellationToken cancellationToken = default) => Task.Run(
        () => AtTheEdge(() =>
        {
            ArgumentNullException.ThrowIfNull(by);
            Requests.CheckAgent(by);
            return new BoardLockHold(Engine.NewLock().TakeVisibleLock(by.Agent, cancellationToken));
        }),
        cancellationToken);

    /// <summary>Any turn puts it on record; this takes one now. The lock is broken already, so trouble is something to say and no error.</summary>
    private async Task<string> RecordNowAsync(BrokenLock broken)
    {
        try
        {
            await CatchUpAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (BoardException e)
        {
            // The turn may have come to grief after that, as on a board that cannot be read.
            if (AtTheEdge(() => Engine.IsUnrecorded(broken)))
            {
                return $" It is not on record yet, and will be with the next change: {e.Message}";
            }
        }

        return "";
    }
}
