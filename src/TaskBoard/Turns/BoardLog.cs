using Microsoft.Extensions.Logging;

namespace TaskBoard.Turns;

/// <summary>What is logged.</summary>
internal static partial class BoardLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "The board in {Directory} is treated as {Mode}.")]
    public static partial void ModeFound(ILogger logger, string directory, BoardMode mode);
}
