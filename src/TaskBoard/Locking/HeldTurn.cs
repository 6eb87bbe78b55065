namespace TaskBoard.Locking;

/// <summary>A turn that is held. Disposing gives it back.</summary>
internal abstract class HeldTurn : IDisposable
{
    /// <summary>The nonce in our record.</summary>
    public abstract string Nonce { get; }

    /// <summary>Whether, when the turn was given back, <c>tasks.lock</c> was no longer ours (or our parent's) and so was left alone.</summary>
    public abstract bool WasLost { get; }

    /// <summary>Whether <c>tasks.lock</c> is still our file (or our parent's).</summary>
    public abstract bool IsOurs();

    /// <summary>
    /// Disposing will leave <c>tasks.lock</c> as somebody does who dies: the next to come breaks it, and so makes sure of what this turn could
    /// not make certain. A lock of our parent's stays in its hands.
    /// </summary>
    public abstract void LeaveBehind();

    /// <summary>Checks that <c>tasks.lock</c> is ours, deletes it, frees <c>commit.lock</c>. If it is not ours it is left alone. Idempotent.</summary>
    public abstract void Dispose();
}

/// <summary>A lock that was broken.</summary>
/// <param name="Agent">Who held it, by its record; null: it does not say.</param>
/// <param name="Evidence">The proof, as a sentence.</param>
/// <param name="KeptAs">Where the old lock file is kept.</param>
/// <param name="By">Who broke it; null: not known.</param>
/// <param name="ByOperator">Whether somebody decided it, rather than a proof.</param>
internal sealed record BrokenLock(string? Agent, string Evidence, string KeptAs, string? By, bool ByOperator);
