namespace TaskBoard;

/// <summary>A backup of a board: its file and its history, of one moment, under names of their own in <c>.taskboard/backups</c>.</summary>
/// <param name="Name">What the names of its files begin with.</param>
/// <param name="At">When it was made.</param>
/// <param name="Revision">The revision that the board was at.</param>
/// <param name="Board">The copy of <c>tasks.json</c>, absolute.</param>
/// <param name="History">The copy of the history, absolute: one database without a log.</param>
/// <param name="Deleted">The names of older backups that were deleted, because only so many are kept; oldest first.</param>
public sealed record BoardBackup(string Name, DateTimeOffset At, long Revision, string Board, string History, ValueList<string> Deleted);
