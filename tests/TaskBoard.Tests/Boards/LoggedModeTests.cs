using Microsoft.Extensions.Logging;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Boards;

public sealed class LoggedModeTests : ILogger, IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly List<string> _lines = [];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task How_the_directory_is_treated_is_logged_once()
    {
        await using var board = await Board.CreateAsync(_directory.Path, new BoardOptions { Logger = this });
        await board.AddAsync(new TaskDraft("x"), "planner");
        Assert.Equal([$"Information The board in {board.Directory} is treated as {board.Mode}."], _lines.Where(l => l.Contains("treated", StringComparison.Ordinal)));
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Add($"{logLevel} {formatter(state, exception)}");
}
