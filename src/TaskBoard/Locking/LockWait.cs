using System.Buffers.Binary;

namespace TaskBoard.Locking;

/// <summary>One caller's waiting: until when, and in what steps.</summary>
/// <param name="processes">The clock that never jumps, and waiting itself.</param>
/// <param name="timeout">How long to wait.</param>
/// <param name="randomBytes">Chance.</param>
/// <param name="cancellationToken">Gives up.</param>
/// <param name="since">When it began, by <see cref="IProcesses.SinceBoot"/>; null: now.</param>
internal sealed class LockWait(IProcesses processes, TimeSpan timeout, Action<Memory<byte>> randomBytes, CancellationToken cancellationToken, TimeSpan? since = null)
{
    // By the clock that never jumps: a wall clock that is set must not make anybody fail or wait for ever.
    private readonly TimeSpan _start = since ?? processes.SinceBoot;
    private readonly byte[] _random = new byte[2];

    /// <summary>How long it has lasted.</summary>
    public TimeSpan Lasted => processes.SinceBoot - _start;

    /// <summary>Whether the time is up. Asked after a try, so that there is always one, also after the machine slept through the deadline.</summary>
    public bool IsOver => Lasted >= timeout;

    /// <summary>Waits for a while, but not beyond the deadline.</summary>
    /// <param name="time">How long.</param>
    /// <param name="until">Ends it when it is set; null: nothing does.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Pause(TimeSpan time, ManualResetEventSlim? until = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var left = timeout - Lasted;
        if (left > TimeSpan.Zero)
        {
            time = time < left ? time : left;
            if (until is null)
            {
                processes.Pause(time);
            }
            else
            {
                processes.Pause(time, until, cancellationToken);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Waits for a random time between two, so that those who wait do not march in step.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Pause(TimeSpan least, TimeSpan most)
    {
        randomBytes(_random);
        Pause(least + ((most - least) * (BinaryPrimitives.ReadUInt16LittleEndian(_random) / (double)ushort.MaxValue)));
    }
}
