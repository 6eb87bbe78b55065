using System.Diagnostics;
using System.Globalization;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>This program once more, as one of several processes that change a board; it is told what to do line by line. Disposing ends it.</summary>
internal sealed class Worker : IDisposable
{
    public const string Verb = "worker";

    private readonly Process _process;

    public Worker(int number) => _process = ThisProgram.Start([Verb, number.ToString()]);

    /// <summary>Opens a board and a floor; <see cref="Result"/> tells that it has.</summary>
    public void BeginOpening(string board, string floor, Durability durability) => Tell($"open\t{board}\t{floor}\t{durability}");

    /// <summary>Changes the board (<c>ours</c>) or the floor (<c>floor</c>) for a time.</summary>
    public void Begin(string what, TimeSpan time) => Tell($"{what}\t{(int)time.TotalMilliseconds}");

    /// <summary>Waits until it is done; answers how long each change took, in milliseconds.</summary>
    public double[] Result() =>
        [.. Line().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => double.Parse(t, CultureInfo.InvariantCulture))];

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>The worker's side.</summary>
    public static int Run(string[] args)
    {
        var number = int.Parse(args[0], CultureInfo.InvariantCulture);
        WorkerBoard? open = null;
        while (Console.ReadLine()?.Split('\t') is { } told)
        {
            if (told[0] == "open")
            {
                open?.Dispose();
                open = new WorkerBoard(told[1], told[2], Enum.Parse<Durability>(told[3]), number);
                Console.WriteLine();
            }
            else
            {
                var times = Repeat(TimeSpan.FromMilliseconds(int.Parse(told[1], CultureInfo.InvariantCulture)), told[0] == "floor" ? open!.ChangeFloor : open!.Change);
                Console.WriteLine(string.Join(' ', times.Select(t => t.ToString("0.000", CultureInfo.InvariantCulture))));
            }
        }

        open?.Dispose();
        return 0;
    }

    private static List<double> Repeat(TimeSpan time, Action change)
    {
        var times = new List<double>();
        for (var begun = Stopwatch.GetTimestamp(); times.Count == 0 || Stopwatch.GetElapsedTime(begun) < time;)
        {
            var start = Stopwatch.GetTimestamp();
            change();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times;
    }

    private void Tell(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    private string Line() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"A worker ended with {_process.ExitCode}.");
}
