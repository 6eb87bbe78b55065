using System.Diagnostics;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>This program once more, as a process of its own.</summary>
internal static class ThisProgram
{
    private static readonly List<int> s_started = [];

    public static Process Start(string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(ThisProgram).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        s_started.Add(process.Id);
        return process;
    }

    /// <summary>The processor time of those that still run, in seconds.</summary>
    public static double TimeOfLiving() => s_started.Sum(process =>
    {
        try
        {
            return Process.GetProcessById(process).TotalProcessorTime.TotalSeconds;
        }
        catch (ArgumentException)
        {
            return 0;
        }
    });
}
