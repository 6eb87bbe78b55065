namespace TaskBoard;

/// <summary>A query over the history was no single statement that only reads; nothing was changed.</summary>
public sealed class QueryRefusedException : BoardException
{
    internal QueryRefusedException(string message)
        : base(BoardErrorCodes.QueryRefused, BoardErrorKind.Refused, message)
    {
    }
}

/// <summary>A query over the history took longer than it was allowed to.</summary>
public sealed class QueryTimeoutException : BoardException
{
    internal QueryTimeoutException(TimeSpan timeout)
        : base(BoardErrorCodes.QueryTimeout, BoardErrorKind.TimedOut,
            $"The query did not end within {timeout.TotalSeconds:0.###} s and was stopped. Ask for less (WHERE, LIMIT), or allow it more time.") => Timeout = timeout;

    /// <summary>What it was allowed.</summary>
    public TimeSpan Timeout { get; }
}
