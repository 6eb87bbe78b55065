using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>Starts a program without a shell and without <see cref="Process"/>, whose own cost would be in every figure.</summary>
internal static unsafe partial class Spawn
{
    /// <summary>Runs a program to its end, its output going nowhere.</summary>
    /// <param name="arguments">The program and its arguments.</param>
    /// <param name="whileRunning">Called again and again with its number; null: only waited for.</param>
    /// <returns>How long it took, in milliseconds.</returns>
    public static double Run(IReadOnlyList<string> arguments, Action<int>? whileRunning = null)
    {
        const int writeOnly = 1;
        const int noHang = 1;
        var actions = stackalloc byte[512];
        var words = stackalloc byte*[arguments.Count + 1];
        for (var i = 0; i < arguments.Count; i++)
        {
            words[i] = (byte*)Marshal.StringToCoTaskMemUTF8(arguments[i]);
        }

        words[arguments.Count] = null;
        Require(ActionsInit(actions));
        Require(ActionsOpen(actions, 1, "/dev/null\0"u8.ToArray(), writeOnly, 0));
        try
        {
            var begun = Stopwatch.GetTimestamp();
            Require(Start(out var process, words[0], actions, null, words, Environ()));

            int status;
            while (Wait(process, out status, whileRunning is null ? 0 : noHang, null) == 0)
            {
                whileRunning?.Invoke(process);
            }

            var lasted = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            return status == 0 ? lasted : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with status {status}.");
        }
        finally
        {
            Require(ActionsDestroy(actions));
            for (var i = 0; i < arguments.Count; i++)
            {
                Marshal.FreeCoTaskMem((nint)words[i]);
            }
        }
    }

    /// <summary>The most that was ever resident of a program, in megabytes: as last seen while it ran.</summary>
    public static double Resident(IReadOnlyList<string> arguments)
    {
        var kilobytes = 0L;
        Run(arguments, process => kilobytes = Math.Max(kilobytes, PeakOf(process.ToString())));
        return kilobytes * 1024 / 1e6;
    }

    /// <summary>The most that was ever resident of a process, in kilobytes; 0: it has ended.</summary>
    public static long PeakOf(string process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static void Require(int error)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"The program does not start: {Marshal.GetPInvokeErrorMessage(error)}.");
        }
    }

    /// <summary>The environment as it is; what .NET set since does not go to the program.</summary>
    private static byte** Environ() => *(byte***)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "environ");

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    private static partial int Start(out int process, byte* path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int ActionsInit(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int ActionsDestroy(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen")]
    private static partial int ActionsOpen(byte* actions, int file, byte[] path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "wait4", SetLastError = true)]
    private static partial int Wait(int process, out int status, int options, byte* usage);
}
