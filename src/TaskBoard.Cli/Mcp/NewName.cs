using System.Runtime.InteropServices;

namespace TaskBoard.Cli.Mcp;

/// <summary>Gives a file a name that nothing has yet: of several who want it at once, one gets it.</summary>
internal static partial class NewName
{
    /// <summary>Gives the name. Outside of Windows the file keeps its old name too.</summary>
    /// <exception cref="IOException">Something has the name, or the file cannot be given it.</exception>
    public static void Give(string file, string name)
    {
        if (OperatingSystem.IsWindows())
        {
            File.Move(file, name, overwrite: false);
        }
        else if (Link(file, name) != 0)
        {
            // Moving is no way here: it looks whether the name is free, and then overwrites.
            throw new IOException($"{name}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string file, string name);
}
