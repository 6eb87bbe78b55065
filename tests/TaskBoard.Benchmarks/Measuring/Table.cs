using System.Globalization;

namespace TaskBoard.Benchmarks.Measuring;

/// <summary>Prints figures as they come, one line each.</summary>
internal sealed class Table(TextWriter output)
{
    /// <summary>Kernel threads that write to the disk count as others, so a little is always there.</summary>
    private const double Quiet = 0.15;

    public int Over { get; private set; }

    public void Head()
    {
        output.WriteLine(
            """
            Each figure: the median; after the slash what one in a hundred exceeds. Floor and TaskBoard were measured by turns in the same run.
              change, claim    one caller, who awaits; the floor does the same system calls and the same commit by hand (Floors/Floor.cs): locks, tasks.lock, the whole
                               file written and hashed with SHA-256, flushed, committed, exchanged, looked at. It parses nothing, checks no UTF-8, and
                               does not read again what it wrote itself.
              read             kept: an open board, file unchanged (floor: stat); anew: a board opened and read (floor: open, stat, read)
              links            10,000 tasks with 30,000 dependencies. next: the task that claim would take, once the board is read; cycle: a change that would
                               close a circle, until it is refused. The floor asks the same of plain arrays of numbers
              eight            changes by eight processes at one board: all time by all changes / what a caller waits. The floor is eight processes under
                               the same locks, which also read, hash and check as UTF-8 what the others wrote
              callers          the same by 64 callers in one process; the floor makes 64 changes in one turn
              agents           a claim among 100 agents in ten processes on a board of 1,500 tasks, each of whom gives a sign of life every second, works on its task for
                               5 to 15 seconds, completes it and claims the next, for a minute; in the floor's column a claim with nobody else there
              gain             one caller (in the floor's column) and 64 callers, per change
              command          whole processes, of machine code as in the packages of a release (ready-to-run where there is neither clang nor gcc);
                               ready-to-run: as packed for other platforms. The floor of both is an empty ready-to-run .NET program
              mcp              a call of a tool through a server that is connected, buffered; in the floor's column the same by the library. start: until a server has
                               answered, in the floor's column the command `list`
              others           the share of the processors that other programs used meanwhile; a disk that others use shows in the floor alone
              memory           the most that was ever resident, of a process with 100 changes; of `list --json`
            """);
        output.WriteLine();
        output.WriteLine($"{"",-28} {"floor",17} {"TaskBoard",19} {"ratio",7}   {"budget",-14} {"",-5} others");
    }

    public void Add(Figure figure)
    {
        var verdict = figure.Budget is not { } budget ? "" : budget.Holds(figure.Judged) ? "ok" : "OVER";
        Over += verdict == "OVER" ? 1 : 0;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{figure.Row,-28} {Show(figure.Floor),17} {Show(figure.Ours),16} {figure.Unit,2} {figure.Ratio,7:0.00}   {figure.Budget?.Text,-14} {verdict,-5} {figure.Others:0%}{(figure.Others > Quiet ? " (not quiet)" : "")}"));
        output.Flush();
    }

    public void Foot(TimeSpan elapsed) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"\n{Environment.ProcessorCount} processors, .NET {Environment.Version}, {elapsed.TotalSeconds:0} s. Over budget: {Over}."));

    private static string Show(Reading reading) =>
        reading.Percentile99 is { } high ? $"{Digits(reading.Median)} / {Digits(high)}" : Digits(reading.Median);

    private static string Digits(double value) => value.ToString(value < 1 ? "0.0000" : value < 100 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
