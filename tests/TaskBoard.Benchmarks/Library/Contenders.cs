using TaskBoard.Benchmarks.Floors;

namespace TaskBoard.Benchmarks.Library;

/// <summary>A board in use and its floor, each in a directory of its own, with files of the same size.</summary>
internal sealed class Contenders : IDisposable
{
    /// <summary>More changes than a task keeps entries of its history in the file, so that the file's size no longer changes.</summary>
    private const int Settling = 21;

    private readonly int _tasks;
    private int _made;

    /// <param name="boards">Where the boards come from.</param>
    /// <param name="tasks">How many tasks they have.</param>
    /// <param name="durability">What a change survives.</param>
    public Contenders(Boards boards, int tasks, Durability durability)
    {
        _tasks = tasks;
        var directory = boards.Copy(tasks);
        Board = Board.OpenAsync(directory, new BoardOptions { Durability = durability }).GetAwaiter().GetResult();
        for (var i = 0; i < Settling; i++)
        {
            Change();
        }

        Floor = new Floor(boards.Empty(), File.ReadAllBytes(Path.Combine(directory, "tasks.json")), durability);
    }

    public Board Board { get; }

    public Floor Floor { get; }

    /// <summary>A change that the state does not matter to: a title, another one each time, of the same length.</summary>
    public void Change() => ChangeAsync().GetAwaiter().GetResult();

    /// <inheritdoc cref="Change"/>
    public Task ChangeAsync() => ChangeAsync(Boards.Middle(_tasks));

    /// <inheritdoc cref="Change"/>
    public Task ChangeAsync(TaskId task) => Board.EditAsync(task, NextEdit(), "agent");

    public async Task<TaskClaim> ClaimAsync() => (await Board.TryClaimNextAsync("agent"))!;

    /// <summary>What <see cref="Change"/> asks for.</summary>
    public TaskEdit NextEdit() => new() { Title = $"Task that was changed for the {Interlocked.Increment(ref _made):00000000}. time" };

    public void Dispose()
    {
        Floor.Dispose();
        Board.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
