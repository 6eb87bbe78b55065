namespace TaskBoard.Cli;

/// <summary>What a command ends with; documented in its help, and never changed.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done, or problems were found.</summary>
    public const int Failed = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>There is nothing to do, or the time is up.</summary>
    public const int NothingToDo = 3;

    /// <summary>State, claim or version forbid it.</summary>
    public const int Refused = 4;

    /// <summary>The board's lock was not obtained.</summary>
    public const int Locked = 5;

    /// <summary>The board or its history cannot be read.</summary>
    public const int Unreadable = 6;

    /// <summary>What was named is not there.</summary>
    public const int NotFound = 7;

    /// <summary>Ended by Ctrl-C, as shells count it.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit code of a refusal.</summary>
    public static int Of(BoardErrorKind kind) => kind switch
    {
        BoardErrorKind.Usage => Usage,
        BoardErrorKind.Refused => Refused,
        BoardErrorKind.Locked => Locked,
        BoardErrorKind.Unreadable => Unreadable,
        BoardErrorKind.NotFound => NotFound,
        BoardErrorKind.TimedOut => NothingToDo,
        _ => Failed,
    };
}
