using TaskBoard.Locking;

namespace TaskBoard;

/// <summary>A <c>tasks.lock</c> and what is known about it.</summary>
public sealed record BoardLock
{
    /// <summary>A hash of the record and the file's identity, to name exactly this lock.</summary>
    public required string Id { get; init; }

    /// <summary>Who holds it; null: the record does not say.</summary>
    public string? Agent { get; init; }

    /// <summary>Since when, by the record; null: it does not say.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What kind of lock it is, and whether its owner lives, with the evidence.</summary>
    public required BoardLockVerdict Verdict { get; init; }

    /// <summary>The evidence, as a sentence.</summary>
    public required string Evidence { get; init; }

    /// <summary>The record as it stands in the file (at most 4 KiB of it).</summary>
    public required string Record { get; init; }
}

/// <summary>What is known about the owner of a <c>tasks.lock</c>.</summary>
public enum BoardLockVerdict
{
    /// <summary>Proven alive, or not proven gone.</summary>
    Alive,

    /// <summary>Proven gone: the next change breaks the lock.</summary>
    Dead,

    /// <summary>Another machine's: only an operator may break it.</summary>
    Elsewhere,

    /// <summary>Not a lock of this protocol (another tool uses the name); never deleted.</summary>
    Foreign,
}

/// <summary>The board's lock, held for a caller that edits <c>tasks.json</c> itself. Disposing gives it back.</summary>
public sealed class BoardLockHold : IAsyncDisposable
{
    private readonly HeldTurn _held;

    internal BoardLockHold(HeldTurn held) => _held = held;

    /// <summary>To be passed to child processes as <c>TASKBOARD_LOCK</c>, so that they do not wait for their own parent.</summary>
    public string Nonce => _held.Nonce;

    /// <summary>
    /// Whether, when it was given back, <c>tasks.lock</c> was no longer this lock and so was left alone: somebody deleted or replaced it, and
    /// others may have changed the board at the same time. False before that.
    /// </summary>
    public bool WasLost => _held.WasLost;

    /// <summary>Whether <c>tasks.lock</c> is this lock now. False also where that cannot be seen.</summary>
    public bool IsHeld
    {
        get
        {
            try
            {
                return _held.IsOurs();
            }
            catch (Files.DiskException)
            {
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _held.Dispose();
        return ValueTask.CompletedTask;
    }
}
