namespace TaskBoard.Locking;

/// <summary>How locks are waited for and judged.</summary>
/// <param name="Timeout">How long to wait.</param>
/// <param name="StaleTimeout">After how long without a sign of life an unprovable lock is stale.</param>
/// <param name="Mode">Whether locks of this machine only are to be expected.</param>
/// <param name="HeldLock">The nonce of a <c>tasks.lock</c> that a parent process holds for us; null: none.</param>
internal sealed record TurnLockSettings(TimeSpan Timeout, TimeSpan StaleTimeout, BoardMode Mode, string? HeldLock);
