using System.Runtime.InteropServices;

namespace TaskBoard.Cli.Terminal;

/// <summary>
/// Whether anybody still reads what this process writes. A command that waits has to ask: .NET takes a write into a pipe that nobody reads any
/// more for done, and on a board where nothing happens there is not even a write.
/// </summary>
internal static partial class ReadingEnd
{
    private const int StandardOutput = 1;

    // POLLERR, which the kernel reports whether or not it was asked for (poll(2)): the reading end of the pipe is closed.
    private const short Error = 8;

    /// <summary>Whether the reader of standard output has gone. Where the system cannot tell (Windows): no.</summary>
    public static bool IsClosed()
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        var output = new Watched { File = StandardOutput };
        return Poll(ref output, 1, 0) > 0 && (output.Found & Error) != 0;
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref Watched file, nuint count, int milliseconds);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Watched
    {
        public int File;
        public short Wanted;
        public short Found;
    }
}
