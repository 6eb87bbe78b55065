namespace TaskBoard;

/// <summary>How the history stands to <c>tasks.json</c>.</summary>
public enum HistoryStanding
{
    /// <summary>It tells all that is in the file; or there is neither.</summary>
    UpToDate,

    /// <summary>The file holds a hand edit that is not recorded yet; the next change records it.</summary>
    BehindFile,

    /// <summary>The file holds something that is not recorded, and cannot be read as a board: changes are refused.</summary>
    FileUnreadable,

    /// <summary>There is none, and the tasks tell of one that was elsewhere, or was deleted together with all of <c>.taskboard</c>.</summary>
    Elsewhere,

    /// <summary>It is gone: it was here, and its file is missing, or holds nothing.</summary>
    Gone,
}
