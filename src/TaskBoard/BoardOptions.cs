using System.IO.Abstractions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TaskBoard.Settings;

namespace TaskBoard;

/// <summary>How a board is opened. Checked once, on open. What is injected here is the library's only way to the clock, to chance and to the environment.</summary>
/// <remarks>
/// What stands in the board's <c>.taskboard/settings.json</c>, on which everybody who works there agreed, counts more than what is given here; what
/// is said for a single claim or task (<see cref="ClaimOptions.Lease"/>, <see cref="TaskDraft.MaxAttempts"/>) counts more than both.
/// <see cref="Board.ReadSettingsAsync"/> tells what is in force, and by whom.
/// </remarks>
public sealed class BoardOptions
{
    /// <summary>What an acknowledged change survives. Default: a power cut.</summary>
    public Durability Durability { get; set; } = Durability.Flushed;

    /// <summary>How long to wait for the board's lock. Default 10 s; more than zero.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After how long without any sign of life a lock of which nothing can be proven counts as stale. Default 15 min; at least 2 s.</summary>
    public TimeSpan StaleLockTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a claim lives without a sign of life of its holder. Default 15 min; 1 s to 30 days.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a claim lives at most, whatever signs of life its holder gives. Default null: without limit; 1 s to 365 days.</summary>
    public TimeSpan? MaxRun { get; set; }

    /// <summary>After how long without a sign of life an agent counts as lost. Default 15 min; at least 1 s. Its tasks come back by their leases.</summary>
    public TimeSpan AgentTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How many attempts at a task may fail. Default 3; from 1.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>How long a failed task rests before the next attempt, doubled with each failure up to <see cref="RetryMaxDelay"/>. Default 10 s; zero: not at all.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest rest of a failed task. Default 10 min.</summary>
    public TimeSpan RetryMaxDelay { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many entries a task's <c>history</c> keeps in the file; all are in the database. Default 20; from 1.</summary>
    public int HistoryKept { get; set; } = 20;

    /// <summary>How many backups are kept (<see cref="Board.BackUpAsync"/>, and those of a monitor), of each history where one was lost; the oldest go. Default 7; at least 1.</summary>
    public int BackupsKept { get; set; } = 7;

    /// <summary>Which of several ready tasks is claimed first. Default: by priority.</summary>
    public ClaimOrder ClaimOrder { get; set; }

    /// <summary>Whether <c>assigned_to</c> is emptied when a task is finished; its history says who had it all the same. Default: it stays.</summary>
    public bool ClearAssignedTo { get; set; }

    /// <summary>Whether a task with <c>acceptance</c> is completed with evidence only. Default: without, too.</summary>
    public bool RequireEvidence { get; set; }

    /// <summary>The largest <c>tasks.json</c>, in bytes. Default 64 MiB; from 1 KiB.</summary>
    public long MaxFileBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The deepest nesting in <c>tasks.json</c>. Default 128; 8 to 1,000.</summary>
    public int MaxDepth { get; set; } = 128;

    /// <summary>The name under which this process holds <c>tasks.lock</c> where no caller's name is at hand. Default <c>taskboard</c>.</summary>
    public string LockName { get; set; } = "taskboard";

    /// <summary>
    /// The nonce of a <c>tasks.lock</c> that the caller's parent holds for it (<c>TASKBOARD_LOCK</c>): that lock is not waited for. Default null: none.
    /// </summary>
    public string? HeldLock { get; set; }

    /// <summary>The wall clock. Default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Fills a span with random bytes. Default the system's generator.</summary>
    public Action<Memory<byte>> RandomBytes { get; set; } = static memory => System.Security.Cryptography.RandomNumberGenerator.Fill(memory.Span);

    /// <summary>The file system by which changes are noticed (<see cref="ITaskBoard.WatchAsync"/>); what is locked, flushed or exchanged goes to the system itself. Default the real one.</summary>
    public IFileSystem FileSystem { get; set; } = new FileSystem();

    /// <summary>Where to log: how the directory is treated, each try for the lock, what is recorded and refused, what a monitor finds. Default: nowhere.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>Whether the meter and the activity source <c>TaskBoard</c> are fed. Default true: where nobody listens, that costs next to nothing.</summary>
    public bool Telemetry { get; set; } = true;

    /// <summary>The same options, to be changed.</summary>
    internal BoardOptions Copy() => (BoardOptions)MemberwiseClone();

    /// <summary>Refuses what is out of range.</summary>
    internal void Check()
    {
        Require(LockTimeout > TimeSpan.Zero, nameof(LockTimeout), "more than zero");
        foreach (var setting in KnownSettings.All)
        {
            Require(setting.IsInRange(this), setting.Option, setting.Range);
        }

        Require(RetryMaxDelay >= RetryDelay, nameof(RetryMaxDelay), "at least RetryDelay");
        Require(!string.IsNullOrWhiteSpace(LockName), nameof(LockName), "a name");

        static void Require(bool holds, string option, string range)
        {
            if (!holds)
            {
                throw new InvalidRequestException($"BoardOptions.{option} is out of its range: {range}.");
            }
        }
    }
}
