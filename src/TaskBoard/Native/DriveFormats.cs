namespace TaskBoard.Native;

/// <summary>What .NET says about the file system at a path, where that is the simplest way to it.</summary>
internal static class DriveFormats
{
    public static string Of(string path)
    {
        try
        {
            return new DriveInfo(path).DriveFormat.ToLowerInvariant();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "unknown";
        }
    }

    public static long? FreeBytesAt(string path)
    {
        try
        {
            return new DriveInfo(path).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
