namespace TaskBoard.Native;

/// <summary>File system names from .NET, where that is the simplest way to them.</summary>
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
}
