using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TaskBoard.Cli.Work;

/// <summary>
/// A command in a process group of its own, so that Ctrl-C on the terminal reaches only us, and that it can be ended with all that it started.
/// .NET starts no program that way on Unix, and after a program has begun its parent may not move it any more (setpgid(2), EACCES). So this very
/// program is started, moves itself, and becomes the command (execvp(3)).
/// </summary>
internal static partial class ProcessGroup
{
    /// <summary>The first word by which this program is told to become another.</summary>
    public const string Verb = "--as-process-group";

    private const int NotFound = 127;
    private const int BrokenPipe = 13;
    private const int SignalKill = 9;
    private const int SignalTerminate = 15;

    /// <summary>What starts a command, its words still to be added.</summary>
    public static ProcessStartInfo StartOf(string command)
    {
        if (OperatingSystem.IsWindows())
        {
            return new ProcessStartInfo(command) { CreateNewProcessGroup = true };
        }

        var start = new ProcessStartInfo(Environment.ProcessPath!);
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, typeof(ProcessGroup).Assembly.GetName().Name + ".dll"));
        }

        start.ArgumentList.Add(Verb);
        start.ArgumentList.Add(command);
        return start;
    }

    /// <summary>Moves this process into a group of its own and makes it the command; answers only where that is not possible.</summary>
    public static int Become(string[] words)
    {
        // What .NET ignores would be ignored by the command too; what it handles, the system sets back by itself.
        _ = SetSignal(BrokenPipe, 0);
        _ = SetGroup(0, 0);
        Execute(words);

        // Asked for first: the console sets another error when it is opened.
        var problem = Marshal.GetLastPInvokeErrorMessage();
        Console.Error.WriteLine($"taskboard: '{VisibleText.Line(words[0])}' cannot be run: {problem}.");
        return NotFound;
    }

    /// <summary>Asks the command, and what it started, to end.</summary>
    public static void Ask(Process leader)
    {
        if (OperatingSystem.IsWindows())
        {
            Kill(leader);
            return;
        }

        _ = Send(-leader.Id, SignalTerminate);
    }

    /// <summary>Ends the command and what it started.</summary>
    public static void Kill(Process leader)
    {
        if (OperatingSystem.IsWindows())
        {
            leader.Kill(entireProcessTree: true);
            return;
        }

        _ = Send(-leader.Id, SignalKill);
    }

    private static unsafe void Execute(string[] words)
    {
        // Never freed: either there is another program here afterwards, or none.
        var arguments = (byte**)NativeMemory.Alloc((nuint)words.Length + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < words.Length; i++)
        {
            arguments[i] = (byte*)Marshal.StringToCoTaskMemUTF8(words[i]);
        }

        arguments[words.Length] = null;
        _ = Execute(arguments[0], arguments);
    }

    [LibraryImport("libc", EntryPoint = "execvp", SetLastError = true)]
    private static unsafe partial int Execute(byte* file, byte** arguments);

    [LibraryImport("libc", EntryPoint = "setpgid")]
    private static partial int SetGroup(int process, int group);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetSignal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);
}
