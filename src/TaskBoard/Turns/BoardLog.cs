using Microsoft.Extensions.Logging;

namespace TaskBoard.Turns;

/// <summary>What is logged. A number never changes its meaning.</summary>
internal static partial class BoardLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "The board in {Directory} is treated as {Mode}.")]
    public static partial void ModeFound(ILogger logger, string directory, BoardMode mode);

    [LoggerMessage(EventId = 2, Level = LogLevel.Debug, Message = "{Agent} waits for the lock: {Obstacle}")]
    public static partial void LockAwaited(ILogger logger, string agent, string obstacle);

    [LoggerMessage(EventId = 3, Level = LogLevel.Debug, Message = "{Agent} has the lock after {WaitedMs} ms.")]
    public static partial void LockTaken(ILogger logger, string agent, double waitedMs);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "{Agent} did not get the lock in {WaitedMs} ms: {Obstacle}")]
    public static partial void LockNotTaken(ILogger logger, string agent, double waitedMs, string obstacle);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "{Agent} broke the lock of {Owner}: {Evidence}")]
    public static partial void LockBroken(ILogger logger, string agent, string owner, string evidence);

    [LoggerMessage(EventId = 6, Level = LogLevel.Information, Message = "Revision {Revision}: {Kind} {Task} {Status}, {Agent} ({Source}): {Details}")]
    public static partial void Recorded(ILogger logger, long revision, string kind, string? task, string? status, string? agent, string source, string? details);

    [LoggerMessage(EventId = 7, Level = LogLevel.Information, Message = "{Operation} by {Agent} was refused, {Code}: {Reason}")]
    public static partial void Refused(ILogger logger, string operation, string agent, string code, string reason);

    [LoggerMessage(EventId = 8, Message = "{Finding} at {Where}: {What} ({Repair}: {RepairText})")]
    public static partial void Found(ILogger logger, LogLevel level, string finding, string where, string what, MonitorRepair repair, string? repairText);
}
