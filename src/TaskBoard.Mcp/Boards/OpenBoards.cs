using TaskBoard.Mcp.Answers;

namespace TaskBoard.Mcp.Boards;

/// <summary>The boards that calls name, each opened once. None lies outside of the directories that are allowed, whatever links lead there. Safe for use by many threads.</summary>
internal sealed class OpenBoards(BoardMcpOptions options) : IAsyncDisposable
{
    private readonly Dictionary<string, Task<Board>> _boards = new(StringComparer.Ordinal);
    private readonly Lock _guard = new();
    private readonly CancellationTokenSource _end = new();

    private bool _isDisposed;

    /// <summary>How many are open, or being opened.</summary>
    public int Count
    {
        get
        {
            lock (_guard)
            {
                return _boards.Count;
            }
        }
    }

    /// <summary>The board that a call means.</summary>
    /// <param name="named">What it names; null: the default one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ToolRefusal">There is none, or it may not be used.</exception>
    public async Task<Board> GetAsync(string? named, CancellationToken cancellationToken)
    {
        var usual = options.FindBoard();
        var directory = named is null ? usual ?? throw NoBoard() : Allowed(named, usual);
        var board = await OpenAsync(directory).WaitAsync(cancellationToken).ConfigureAwait(false);

        // Of a tasks.json that is a link, the board is where the file is.
        return named is null || IsAllowed(Places.Real(board.Directory), usual) ? board : throw Outside();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<Task<Board>> open;
        lock (_guard)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            open = [.. _boards.Values];
            _boards.Clear();
        }

        await _end.CancelAsync().ConfigureAwait(false);
        foreach (var board in open)
        {
            // One that is still being opened is open soon, or never.
            await ((Task)board).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (board.IsCompletedSuccessfully)
            {
                await (await board.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }
        }

        _end.Dispose();
    }

    private Task<Board> OpenAsync(string directory)
    {
        lock (_guard)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_boards.TryGetValue(directory, out var board))
            {
                // Not in this thread, which keeps all others from their boards so long.
                var end = _end.Token;
                board = _boards[directory] = Task.Run(() => OpenNewAsync(directory, end), CancellationToken.None);
            }

            return board;
        }
    }

    /// <summary>What could not be opened is forgotten, before anybody is told: it may be there the next time, and names that lead nowhere are without number.</summary>
    private async Task<Board> OpenNewAsync(string directory, CancellationToken end)
    {
        try
        {
            return await Board.OpenAsync(directory, options.BoardOptions(), end).ConfigureAwait(false);
        }
        catch
        {
            lock (_guard)
            {
                _boards.Remove(directory);
            }

            throw;
        }
    }

    private string Allowed(string named, string? usual)
    {
        var start = options.Roots.Count > 0 ? options.Roots[0] : usual ?? throw NoBoard();
        var real = Places.Real(named, start);
        if (!IsAllowed(real, usual))
        {
            throw Outside();
        }

        return Path.GetFileName(real) == "tasks.json" && File.Exists(real) ? Path.GetDirectoryName(real)! : real!;
    }

    private bool IsAllowed(string? real, string? usual) => real is not null
        && (options.Roots.Any(root => Places.Real(root) is { } allowed && Places.IsWithin(real, allowed))
            || (usual is not null && Places.Real(usual) is { } own && (Places.AreSame(real, own) || Places.AreSame(real, Path.Combine(own, "tasks.json")))));

    private ToolRefusal Outside() => new(
        BoardErrorCodes.InvalidRequest,
        "This server may not use that directory; nothing was done.",
        [.. options.Roots.Select(root => $"a board in {root}"), "the default board, without 'board'"]);

    private static ToolRefusal NoBoard() => new(
        BoardErrorCodes.BoardNotFound,
        "There is no board where this server was started, nor above it. A person makes one with the command 'taskboard init'.",
        ["a call with 'board'"]);
}
