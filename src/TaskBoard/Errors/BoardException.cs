namespace TaskBoard;

/// <summary>
/// The root of everything TaskBoard refuses or cannot do. The message says what, where, who and what to do, and is safe to show
/// (it may quote text of the board: show it through a control-character filter). Anything else that is thrown is a bug, or an argument
/// that no caller may pass.
/// </summary>
public abstract class BoardException : Exception
{
    private protected BoardException(string code, BoardErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        Kind = kind;
    }

    /// <summary>The stable code, such as <c>TB2003</c> (<see cref="BoardErrorCodes"/>).</summary>
    public string Code { get; }

    /// <summary>What kind of refusal it is; commands derive their exit code from it.</summary>
    public BoardErrorKind Kind { get; }

    /// <summary>The task concerned; null: none.</summary>
    public string? Task { get; protected init; }
}

/// <summary>Kinds of refusal.</summary>
public enum BoardErrorKind
{
    /// <summary>It could not be done (a full disk, no permission, an I/O error).</summary>
    Failed,

    /// <summary>What was asked for makes no sense.</summary>
    Usage,

    /// <summary>The state of a task, a claim or a version forbids it.</summary>
    Refused,

    /// <summary>The board's lock was not obtained.</summary>
    Locked,

    /// <summary>The board or its history cannot be read.</summary>
    Unreadable,

    /// <summary>What was asked for is not there.</summary>
    NotFound,

    /// <summary>It took longer than it was allowed to.</summary>
    TimedOut,
}
