using TaskBoard;

namespace TwoAgents;

/// <summary>Runs the story and tells what happened.</summary>
internal sealed class Show(string directory, TextWriter output)
{
    private const string HangsAt = "3.4";

    private readonly TaskCompletionSource<string> _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _resumed;

    /// <summary>Runs everything; true: every promise held.</summary>
    public async Task<bool> RunAsync()
    {
        await using var board = await Board.CreateAsync(directory);
        await board.AddAsync(Story.Tasks, "planner");
        Introduce();

        using var first = Start("coordinator,master-server");
        using var second = Start("chunk-server,client", HangsAt);
        if (await Task.WhenAny(_hanging.Task, second.WaitAsync()) != _hanging.Task)
        {
            throw new InvalidOperationException("Process B ended before it came to the task at which it hangs.");
        }

        var inHand = await _hanging.Task;
        second.Kill();
        await second.WaitAsync();
        output.WriteLine($"  process B hangs with {inHand} in hand and is killed");

        await Person.EditByHandAsync(Path.Combine(directory, "tasks.json"));
        output.WriteLine("  somebody renames task 18 and adds task 32 in an editor, without any lock");

        using var successor = Start("chunk-server,client");
        output.WriteLine("  a successor of process B starts under the same names");
        var exitCodes = (await first.WaitAsync(), await successor.WaitAsync());
        output.WriteLine();
        return await Summary.WriteAsync(board, output, _resumed) && exitCodes == (0, 0);
    }

    private void Introduce()
    {
        output.WriteLine($"Two processes, four workers, one board of {Story.Tasks.Count} tasks:");
        output.WriteLine();
        foreach (var (worker, process) in Story.Workers.Zip(["A", "A", "B", "B"]))
        {
            output.WriteLine($"  {process}  {worker.Agent,-14} {worker.Role,-14} {worker.Focus,-42} {worker.WorkingDirectory}/");
        }

        output.WriteLine();
    }

    private ChildProcess Start(string agents, params string[] hangsAt) =>
        ChildProcess.Start(Follow, ["worker", directory, agents, .. hangsAt]);

    private void Follow(string line)
    {
        switch (line.Split(' '))
        {
            case ["hanging", var handle, ..]:
                _hanging.TrySetResult(handle);
                break;
            case ["resumed", ..]:
                Interlocked.Increment(ref _resumed);
                break;
        }
    }
}
