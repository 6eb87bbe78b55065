using System.Diagnostics;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>This program once more, as a process of its own.</summary>
internal static class ThisProgram
{
    public static Process Start(string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(ThisProgram).Assembly.Location, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        UseShellExecute = false,
    })!;
}
