using TaskBoard.Benchmarks.Floors;

namespace TaskBoard.Benchmarks.Library;

/// <summary>Boards to measure with, each made once and copied. Disposing deletes all.</summary>
internal sealed class Boards : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("taskboard-bench-").FullName;
    private readonly HashSet<string> _made = [];
    private int _copies;

    /// <summary>The task in the middle.</summary>
    public static TaskId Middle(int tasks) => Task((tasks / 2) + 1);

    /// <summary>The task with a number from 1.</summary>
    public static TaskId Task(int number) => TaskId.Parse($"t{number}");

    /// <summary>A directory of its own with a board of so many tasks.</summary>
    public string Copy(int tasks) => Copy($"of-{tasks}", template => MakeAsync(template, tasks, []));

    /// <summary>The same with 10,000 tasks and 30,000 dependencies.</summary>
    public string CopyLinked() => Copy("linked", template => MakeAsync(template, FloorLinks.Tasks, FloorLinks.Dependencies()));

    private string Copy(string name, Func<string, Task> make)
    {
        var (template, copy) = (Path.Combine(_root, name), Empty());
        if (_made.Add(name))
        {
            make(template).GetAwaiter().GetResult();
        }

        foreach (var directory in Directory.EnumerateDirectories(template, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(directory.Replace(template, copy, StringComparison.Ordinal));
        }

        foreach (var file in Directory.EnumerateFiles(template, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, file.Replace(template, copy, StringComparison.Ordinal));
        }

        return copy;
    }

    /// <summary>A directory of its own.</summary>
    public string Empty() => Directory.CreateDirectory(Path.Combine(_root, (++_copies).ToString())).FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static async Task MakeAsync(string directory, int tasks, int[][] links)
    {
        var options = new BoardOptions { Durability = Durability.Buffered };
        await using var board = await Board.CreateAsync(directory, options);
        var drafts = Enumerable.Range(1, tasks).Select(number => new TaskDraft($"Task number {number}")
        {
            Id = Task(number),
            Description = "Something of the usual length that says what is to be done, where, and how to see that it is done.",
            Labels = ["core"],
            DependsOn = number <= links.Length ? links[number - 1].Select(d => Task(d + 1)).ToValueList() : [],
        });
        await board.AddAsync([.. drafts], "planner");
    }
}
