using System.Diagnostics;
using System.Globalization;
using TaskBoard.Benchmarks.Library;
using TaskBoard.Benchmarks.Measuring;
using TaskBoard.TestWorker;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>A hundred agents in ten processes at one board, each with a task in hand and a sign of life every second: how long a claim takes among them.</summary>
internal static class AgentRows
{
    private const int Processes = 10;
    private const int AgentsOfEach = 10;
    private const int Tasks = 1_500;
    private const int MostOfClaim = 200;

    /// <summary>How many times the time of another row: a minute.</summary>
    private const int Longer = 30;

    /// <summary>How many times the warm-up of another row: ten processes are warmed up, and each by a tenth of the work.</summary>
    private const int LongerWarmUp = 4;

    /// <summary>How many seconds each works on a task, at least and at most; while all are warmed up, less.</summary>
    private const string Pace = "5 15";
    private const string WarmUpPace = "2 4";

    public static IEnumerable<RowOf> All(Boards boards)
    {
        var row = $"agents/{Processes * AgentsOfEach}/{Sizes.WordOf(Durability.Flushed)}";
        yield return new RowOf(row, effort => Measure(boards, row, effort));
    }

    private static Figure Measure(Boards boards, string row, Effort effort) => new(
        row, "ms", Reading.Of(Alone(boards, effort)), Reading.Of(Together(boards, effort)),
        Budget.Percentile99Below(MostOfClaim, "ms"));

    /// <summary>The same claim by one caller, with nobody else there.</summary>
    private static Samples Alone(Boards boards, Effort effort)
    {
        var samples = new Samples();
        using var contenders = new Contenders(boards, Tasks, Durability.Flushed);
        for (var begun = Stopwatch.GetTimestamp(); samples.Count == 0 || Stopwatch.GetElapsedTime(begun) < effort.Time;)
        {
            var asked = Stopwatch.GetTimestamp();
            var claim = contenders.ClaimAsync().GetAwaiter().GetResult();
            samples.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            claim.ReleaseAsync().GetAwaiter().GetResult();
        }

        return samples;
    }

    private static Samples Together(Boards boards, Effort effort)
    {
        var directory = boards.Copy(Tasks);
        var samples = new Samples();
        var processes = Enumerable.Range(0, Processes)
            .Select(i => ThisProgram.Start([AgentsVerb.Name, directory, $"{i * AgentsOfEach}", $"{AgentsOfEach}"])).ToList();
        processes.ForEach(p => Require(Line(p), "claimed"));
        processes.ForEach(p => Require(Line(p), "beaten"));
        Work(effort.WarmUp * LongerWarmUp, WarmUpPace);
        samples.AddRange(Work(effort.Time * Longer, Pace));
        foreach (var process in processes)
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }

        return samples;

        double[] Work(TimeSpan time, string pace)
        {
            processes.ForEach(p => p.StandardInput.WriteLine($"work {(int)Math.Ceiling(time.TotalSeconds)} {pace}"));
            return [.. processes.ConvertAll(Line).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)).Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
        }
    }

    private static string Line(Process process) => process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"A process of agents ended with {process.ExitCode}.");

    private static void Require(string line, string expected)
    {
        if (line != expected)
        {
            throw new InvalidOperationException($"'{line}' is not '{expected}'.");
        }
    }
}
