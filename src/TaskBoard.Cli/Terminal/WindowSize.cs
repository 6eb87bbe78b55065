using System.Runtime.InteropServices;

namespace TaskBoard.Cli.Terminal;

/// <summary>
/// How large the terminal's window is. Where it can be had by itself, .NET's console is not asked: that would switch the keypad of the terminal
/// to another mode, and leave it there.
/// </summary>
internal static partial class WindowSize
{
    private const int StandardOutput = 1;

    // TIOCGWINSZ (ioctl_tty(2)).
    private const nuint GetWindowSize = 0x5413;

    /// <summary>Columns and lines of the terminal of this process; zero: not known.</summary>
    public static (int Width, int Height) OfProcess()
    {
        if (OperatingSystem.IsLinux())
        {
            return Control(StandardOutput, GetWindowSize, out var size) == 0 ? (size.Columns, size.Rows) : default;
        }

        try
        {
            return (Console.WindowWidth, Console.WindowHeight);
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return default;
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int file, nuint request, out Size size);

    /// <summary><c>struct winsize</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Size
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
