using TaskBoard.Files;
using TaskBoard.Locking;

namespace TaskBoard.Turns;

/// <summary>Whether <c>tasks.json</c> may be replaced by this user: the permissions of its directory alone do not tell.</summary>
internal static class ReplaceableFile
{
    /// <summary>Refuses a change whose exchange would fail.</summary>
    /// <param name="disk">Where the board is.</param>
    /// <param name="paths">Its places.</param>
    /// <param name="found">The file as it was read.</param>
    /// <exception cref="BoardPlaceException">Something is mounted there.</exception>
    /// <exception cref="BoardAccessException">The file is marked as not to be replaced, or belongs to somebody else where only the owner may.</exception>
    public static void Require(IDisk disk, BoardPaths paths, FileStamp found)
    {
        var refusal = disk.HoldOn(paths.Board) switch
        {
            NameHold.Mount => throw PlaceTest.MountedFile(paths),
            NameHold.Attribute => "is marked as immutable or append-only, and so cannot be replaced. Take the mark away ('chattr -i -a'), or leave the board as it is.",
            _ when found.IsReadOnly => "is read-only (nobody may write it), and so is not replaced. Make it writable, or leave the board as it is.",
            _ when BelongsToAnother(disk, paths, found) =>
                $"belongs to user {found.Owner}, and in {paths.Directory} only its owner may replace it (the directory has the sticky bit, as /tmp has). "
                + "Put the board into a directory without it.",
            _ => null,
        };
        if (refusal is not null)
        {
            throw new BoardAccessException(paths.Board, $"{paths.Board} {refusal} Nothing was changed.");
        }
    }

    private static bool BelongsToAnother(IDisk disk, BoardPaths paths, FileStamp found) =>
        disk.User is { } user and not 0 && found.Owner != user
        && disk.Stat(paths.Directory) is { IsSticky: true } directory && directory.Owner != user;
}
