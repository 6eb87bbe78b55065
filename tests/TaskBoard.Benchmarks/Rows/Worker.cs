using System.Diagnostics;
using System.Globalization;
using TaskBoard.Benchmarks.Floors;
using TaskBoard.Benchmarks.Library;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>This program once more, as one of several processes that change a board. Disposing ends it.</summary>
internal sealed class Worker : IDisposable
{
    public const string Verb = "worker";

    private readonly Process _process;

    public Worker(string board, string floor, Durability durability, int number) =>
        _process = ThisProgram.Start([Verb, board, floor, durability.ToString(), number.ToString()]);

    public void AwaitReady() => Line();

    public void Begin(string what, TimeSpan time)
    {
        _process.StandardInput.WriteLine($"{what} {(int)time.TotalMilliseconds}");
        _process.StandardInput.Flush();
    }

    /// <summary>How long each change took, in milliseconds.</summary>
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
        var (durability, number) = (Enum.Parse<Durability>(args[2]), int.Parse(args[3], CultureInfo.InvariantCulture));
        var board = Board.OpenAsync(args[0], new BoardOptions { Durability = durability, LockTimeout = TimeSpan.FromMinutes(1) }).GetAwaiter().GetResult();
        var floor = new Lazy<Floor>(() => new Floor(args[1], File.ReadAllBytes(Path.Combine(args[0], "tasks.json")), durability, alone: false));
        var made = 0;
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } line)
        {
            var (what, time) = (line.Split(' ')[0], TimeSpan.FromMilliseconds(int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)));
            Console.WriteLine(string.Join(' ', Repeat(time, what == "floor" ? () => floor.Value.Change() : Change).Select(t => t.ToString("0.000", CultureInfo.InvariantCulture))));
        }

        board.DisposeAsync().AsTask().GetAwaiter().GetResult();
        if (floor.IsValueCreated)
        {
            floor.Value.Dispose();
        }

        return 0;

        void Change() => board.EditAsync(
            Boards.Task(number), new TaskEdit { Title = $"Task that was changed for the {++made:00000000}. time" }, $"agent-{number}").GetAwaiter().GetResult();
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

    private string Line() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"A worker ended with {_process.ExitCode}.");
}
