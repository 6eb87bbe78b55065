using System.Diagnostics;
using TaskBoard.Benchmarks.Library;
using TaskBoard.Benchmarks.Measuring;
using TaskBoard.Benchmarks.Rows;
using TaskBoard.TestWorker;

// Without arguments: the whole table. --only ROW… (whole names, or change, change/100 for all that begin so): those rows; --list: their names; --quick: only to see that it works;
// --command FILE: this program in place of the command that is published otherwise;
// bdn [FILTER]: BenchmarkDotNet. The other verbs are this program's own.
switch (args)
{
    case [Worker.Verb, .. var rest]:
        return Worker.Run(rest);
    case [MemoryRows.Verb, .. var rest]:
        return MemoryRows.Run(rest);
    case [AgentsVerb.Name, .. var rest]:
        return AgentsVerb.Run(rest);
    case ["bdn", .. var rest]:
        return LibraryBenchmarks.Run(rest);
}

if (!OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("The floor is made of Linux's system calls: this runs on Linux.");
    return 2;
}

string[] only = [.. args.SkipWhile(a => a != "--only").Skip(1).TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal))];
var command = args.SkipWhile(a => a != "--command").Skip(1).FirstOrDefault();
var programs = new Programs(Checkout.Root, command);
var effort = args.Contains("--quick") ? Effort.Quick : Effort.Full;
using var boards = new Boards();
using var workers = new Workers();
RowOf[] rows =
[
    .. new[]
        {
            LibraryRows.All(boards), GraphRows.All(boards), CallerRows.All(boards), EightProcessRows.All(boards, workers, effort), AgentRows.All(boards),
            CommandRows.All(boards, programs), ToolRows.All(boards, programs), MemoryRows.All(boards),
        }
        .SelectMany(all => all).Where(row => only.Length == 0 || only.Any(o => $"{row.Name}/".StartsWith($"{o.TrimEnd('/')}/", StringComparison.Ordinal))),
];
if (rows.Length == 0 || args.Contains("--list"))
{
    Array.ForEach(rows, row => Console.WriteLine(row.Name));
    return rows.Length == 0 ? 2 : 0;
}

var begun = Stopwatch.GetTimestamp();
var table = new Table(Console.Out);
table.Head();
LibraryRows.WarmUp(boards, effort.WarmUp);
foreach (var row in rows)
{
    row.Prepare?.Invoke();
    var others = new OtherWork(ThisProgram.TimeOfLiving);
    var figure = row.Measure(effort);
    table.Add(figure with { Others = others.Share });
}

table.Foot(Stopwatch.GetElapsedTime(begun));
return 0;
