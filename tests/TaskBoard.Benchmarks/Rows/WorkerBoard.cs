using TaskBoard.Benchmarks.Floors;
using TaskBoard.Benchmarks.Library;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>A board and a floor that a worker shares with others.</summary>
internal sealed class WorkerBoard(string board, string floor, Durability durability, int number) : IDisposable
{
    private readonly Board _board = Board.OpenAsync(board, new BoardOptions { Durability = durability, LockTimeout = TimeSpan.FromMinutes(1) }).GetAwaiter().GetResult();

    // Made when it is first used, so that its file has the size that the board's has after some changes.
    private readonly Lazy<Floor> _floor = new(() => new Floor(floor, File.ReadAllBytes(Path.Combine(board, "tasks.json")), durability, alone: false));
    private int _made;

    /// <summary>A change of a task that no other worker changes.</summary>
    public void Change() => _board.EditAsync(
        Boards.Task(number), new TaskEdit { Title = $"Task that was changed for the {++_made:00000000}. time" }, $"agent-{number}").GetAwaiter().GetResult();

    public void ChangeFloor() => _floor.Value.Change();

    public void Dispose()
    {
        _board.DisposeAsync().AsTask().GetAwaiter().GetResult();
        if (_floor.IsValueCreated)
        {
            _floor.Value.Dispose();
        }
    }
}
