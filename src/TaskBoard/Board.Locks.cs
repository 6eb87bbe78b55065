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
    /// <returns>The evidence, and where the broken lock is kept, as a sentence.</returns>
    /// <exception cref="LockNotFoundException">There is no lock.</exception>
    /// <exception cref="LockNotBrokenException">The lock is another one by now, no lock of this protocol, or its owner is proven alive.</exception>
    public Task<string> BreakLockAsync(string lockId, ChangeBy by, CancellationToken cancellationToken = default) => Task.Run(
        () => AtTheEdge(() =>
        {
            ArgumentNullException.ThrowIfNull(by);
            Requests.CheckAgent(by);
            var broken = Engine.BreakLock(lockId, by.Agent, cancellationToken);
            return $"Broke the lock of {broken.Agent ?? "somebody unknown"}: {broken.Evidence}. It is kept as {broken.KeptAs}.";
        }),
        cancellationToken);

    /// <summary>Takes the board's lock for a caller that edits the file itself; disposing gives it back, and what was saved is recorded by the next change.</summary>
    /// <param name="by">Who holds it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="BoardLockedException">Not obtained in time.</exception>
    public Task<BoardLockHold> HoldLockAsync(ChangeBy by, CancellationToken cancellationToken = default) => Task.Run(
        () => AtTheEdge(() =>
        {
            ArgumentNullException.ThrowIfNull(by);
            Requests.CheckAgent(by);
            var held = Engine.HoldLock(by.Agent, cancellationToken);
            return new BoardLockHold(held.Nonce, () =>
            {
                held.Dispose();
                return ValueTask.CompletedTask;
            });
        }),
        cancellationToken);
}
