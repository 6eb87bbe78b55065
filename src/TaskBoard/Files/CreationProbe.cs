namespace TaskBoard.Files;

/// <summary>Asks the disk whether a file can be created in a directory, for those who were told no and not why.</summary>
internal static class CreationProbe
{
    /// <summary>Creates a file and deletes it again.</summary>
    /// <param name="disk">Where.</param>
    /// <param name="path">The file that could not be created or opened; it is left alone, and the error speaks of it.</param>
    /// <exception cref="DiskException">None can be created: a full disk, a missing right.</exception>
    public static void Demand(IDisk disk, string path)
    {
        var probe = Path.Combine(Path.GetDirectoryName(path)!, "creation-probe");
        try
        {
            disk.CreateNew(probe)?.Dispose();
            disk.Delete(probe);
        }
        catch (DiskException e)
        {
            throw new DiskException(e.Fault, e.Operation, path, e.SystemMessage);
        }
    }
}
