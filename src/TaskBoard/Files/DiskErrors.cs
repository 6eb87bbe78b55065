namespace TaskBoard.Files;

/// <summary>Turns what the system said into what a caller can act on.</summary>
internal static class DiskErrors
{
    /// <summary>The exception for the library's edge.</summary>
    /// <param name="e">What the system said.</param>
    /// <param name="nothingChanged">Whether it came before the commit point, so that the change can simply be repeated.</param>
    /// <param name="reading">Whether board or history were only to be read: what the system does not let one read is not readable.</param>
    public static BoardException Translate(DiskException e, bool nothingChanged = true, bool reading = false)
    {
        var kind = reading ? BoardErrorKind.Unreadable : BoardErrorKind.Failed;
        var outcome = nothingChanged ? "nothing was changed" : "whether the change was made is not known: repeat with the same request key";
        var said = $"({e.Operation}: {e.SystemMessage})";
        return e.Fault switch
        {
            DiskFault.Full => new BoardDiskFullException(
                e.Path, $"No space is left for {e.Path} {said}. Free some space there and repeat: {outcome}.", e),
            DiskFault.Denied => new BoardAccessException(
                e.Path, $"This user may not use {e.Path} {said}. Check the rights of {(Path.GetDirectoryName(e.Path) is { Length: > 0 } directory ? $"the directory {directory}, and of the file where there is one" : "the file and of its directory")}: {outcome}.", e, kind),
            DiskFault.ReadOnly => new BoardAccessException(
                e.Path, $"{e.Path} cannot be written, because it or its file system is read-only {said}. Make it writable or use a board elsewhere: {outcome}.", e),
            DiskFault.Busy => new BoardPlaceException(
                e.Path, $"{e.Path} is in use by the system, as a mount point or by another program {said}. Mount the directory rather than the file: {outcome}."),
            DiskFault.OtherDevice => new BoardPlaceException(
                e.Path, $"{e.Path} is on another file system than the rest of the board {said}. Keep tasks.json and .taskboard on one: {outcome}."),
            DiskFault.WrongKind => new BoardPlaceException(
                e.Path, $"{e.Path} is not what it should be, or a directory on the way to it is missing {said}. Move it aside and repeat: {outcome}."),
            _ => new BoardIOException(
                e.Path, $"The system reported an error on {e.Path} {said}. Check the disk and the system's log: {outcome}.", e, kind),
        };
    }
}
