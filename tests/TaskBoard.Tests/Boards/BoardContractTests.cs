using TaskBoard.TestKit;

namespace TaskBoard.Tests.Boards;

/// <summary>A board in memory.</summary>
public sealed class MemoryBoardTests : BoardContract
{
    private protected override Task<Board> CreateAsync(BoardOptions options) => Task.FromResult(Board.InMemory(options));
}

/// <summary>A board in a real directory, with its file and database.</summary>
public sealed class DirectoryBoardTests : BoardContract, IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private protected override Task<Board> CreateAsync(BoardOptions options) => Board.CreateAsync(_directory.Path, options);
}
