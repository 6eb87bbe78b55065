namespace TaskBoard;

/// <summary>Which of several ready tasks is claimed first.</summary>
public enum ClaimOrder
{
    /// <summary>By priority, then the oldest, then by the order of the file.</summary>
    Priority,

    /// <summary>By the order of the file alone.</summary>
    File,
}
