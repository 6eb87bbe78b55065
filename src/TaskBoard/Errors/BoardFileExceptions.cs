namespace TaskBoard;

/// <summary><c>tasks.json</c> cannot be read; it was left as it is.</summary>
public sealed class BoardUnreadableException : BoardException
{
    internal BoardUnreadableException(string path, IReadOnlyList<BoardProblem> problems)
        : base(BoardErrorCodes.BoardUnreadable, BoardErrorKind.Unreadable,
            $"{path} cannot be read as a board: {string.Join(" ", problems)} The file was left as it is.")
    {
        Path = path;
        Problems = problems.ToValueList();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>All problems that could be found, each with what to do.</summary>
    public ValueList<BoardProblem> Problems { get; }
}

/// <summary>
/// <c>.taskboard/settings.json</c> cannot be used. Nothing is changed on a board that does not say by what rules; reading goes on by the last
/// settings that could be used, or the program's.
/// </summary>
public sealed class SettingsUnreadableException : BoardException
{
    internal SettingsUnreadableException(string path, IReadOnlyList<BoardProblem> problems)
        : base(BoardErrorCodes.SettingsUnreadable, BoardErrorKind.Unreadable,
            $"{path} cannot be used: {string.Join(" ", problems)} Nothing is changed on this board until it is mended or moved aside.")
    {
        Path = path;
        Problems = problems.ToValueList();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>All that is wrong with it, with line and column, each with what to do.</summary>
    public ValueList<BoardProblem> Problems { get; }
}

/// <summary>There is no board in the directory.</summary>
public sealed class BoardNotFoundException : BoardException
{
    internal BoardNotFoundException(string directory)
        : base(BoardErrorCodes.BoardNotFound, BoardErrorKind.NotFound,
            $"There is no tasks.json in {directory}. Name the board's directory, or make a board there with 'taskboard init'.") => Directory = directory;

    /// <summary>The directory.</summary>
    public string Directory { get; }
}

/// <summary><c>tasks.json</c> is missing although the board has a history; it is not taken as an empty board.</summary>
public sealed class BoardMissingException : BoardException
{
    internal BoardMissingException(string path, long lastRevision)
        : base(BoardErrorCodes.BoardMissing, BoardErrorKind.Unreadable,
            $"{path} is missing, although the history has {lastRevision} revision{(lastRevision == 1 ? "" : "s")} of it. Put the file back (from version control, or with "
            + $"'taskboard restore --at {lastRevision}'); it is not taken as an empty board.")
    {
        Path = path;
        LastRevision = lastRevision;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The last revision in the history.</summary>
    public long LastRevision { get; }
}

/// <summary>The board is, or would become, larger than its limit; nothing was changed.</summary>
public sealed class BoardTooLargeException : BoardException
{
    internal BoardTooLargeException(string path, long bytes, long limit, bool wouldBe = false)
        : base(BoardErrorCodes.BoardTooLarge, BoardErrorKind.Unreadable,
            $"{path} {(wouldBe ? "would have" : "has")} {bytes} bytes; the limit is {limit}. Nothing was changed. Take finished tasks off the board, or raise the limit (max_file_bytes in .taskboard/settings.json; in code: BoardOptions.MaxFileBytes).")
    {
        Path = path;
        Bytes = bytes;
        Limit = limit;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its size in bytes.</summary>
    public long Bytes { get; }

    /// <summary>The limit in bytes.</summary>
    public long Limit { get; }
}

/// <summary>A file or directory of the board may not be read or written by this user; nothing was changed.</summary>
public sealed class BoardAccessException : BoardException
{
    internal BoardAccessException(string path, string message, Exception? innerException = null, BoardErrorKind kind = BoardErrorKind.Failed)
        : base(BoardErrorCodes.BoardAccess, kind, message, innerException) => Path = path;

    /// <summary>The file or directory.</summary>
    public string Path { get; }
}

/// <summary>There is no space left; nothing was changed.</summary>
public sealed class BoardDiskFullException : BoardException
{
    internal BoardDiskFullException(string path, string message, Exception? innerException = null)
        : base(BoardErrorCodes.BoardDiskFull, BoardErrorKind.Failed, message, innerException) => Path = path;

    /// <summary>The file that could not be written.</summary>
    public string Path { get; }
}

/// <summary>The system reported an error on a file of the board; unless the message says otherwise, nothing was changed.</summary>
public sealed class BoardIOException : BoardException
{
    internal BoardIOException(string path, string message, Exception? innerException = null, BoardErrorKind kind = BoardErrorKind.Failed)
        : base(BoardErrorCodes.BoardIO, kind, message, innerException) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}

/// <summary>The directory cannot carry a board safely (mount points, file systems); nothing was changed.</summary>
public sealed class BoardPlaceException : BoardException
{
    internal BoardPlaceException(string path, string message)
        : base(BoardErrorCodes.BoardPlace, BoardErrorKind.Failed, message) => Path = path;

    /// <summary>The file or directory.</summary>
    public string Path { get; }
}
