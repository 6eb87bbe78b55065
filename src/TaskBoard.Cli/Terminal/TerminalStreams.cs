using Microsoft.Win32.SafeHandles;

namespace TaskBoard.Cli.Terminal;

/// <summary>
/// The streams of this process, opened without the console classes, which cost more than the whole command. Those of .NET's console would, on
/// a terminal, switch its keypad to another mode with the first text, and leave it there; off a terminal they take no offence at a reader that
/// has gone.
/// </summary>
internal static class TerminalStreams
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    /// <summary>Standard output.</summary>
    public static Stream Output() => Console.IsOutputRedirected || OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : Open(StandardOutput);

    /// <summary>Standard error.</summary>
    public static Stream Error() => Console.IsErrorRedirected || OperatingSystem.IsWindows() ? Console.OpenStandardError() : Open(StandardError);

    private static FileStream Open(int descriptor) => new(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
}
