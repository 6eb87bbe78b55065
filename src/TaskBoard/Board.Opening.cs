using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.Settings;
using TaskBoard.Turns;

namespace TaskBoard;

/// <content>Opening and creating.</content>
public sealed partial class Board
{
    /// <summary>Opens the board in a directory. Never creates a <c>tasks.json</c>.</summary>
    /// <param name="directory">The directory, absolute or relative to the working directory.</param>
    /// <param name="options">How to open it; null: the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BoardNotFoundException">There is no board.</exception>
    /// <exception cref="BoardAccessException">This user may not look into the directory.</exception>
    /// <exception cref="InvalidRequestException">An option is out of its range.</exception>
    public static Task<Board> OpenAsync(string directory, BoardOptions? options = null, CancellationToken cancellationToken = default) => Task.Run(
        () => Reading(() =>
        {
            var board = At(directory, options ?? new BoardOptions());
            return board._seams.Disk.Stat(board._paths.Board) is not null || board._seams.Journals.Exists
                ? board
                : throw new BoardNotFoundException(board.Directory);
        }),
        cancellationToken);

    /// <summary>
    /// Opens the board in a directory, creating directory and <c>tasks.json</c> where they are missing; an existing file is adopted as it is,
    /// never overwritten. What it holds is on record when this returns.
    /// </summary>
    /// <param name="directory">The directory, absolute or relative to the working directory.</param>
    /// <param name="options">How to open it; null: the defaults.</param>
    /// <param name="schema">
    /// A new file is an object with <c>$schema</c> instead of an array, and <c>tasks.schema.json</c> is put beside it where there is none.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BoardMissingException">There is a history, but no file: it is not taken as an empty board.</exception>
    /// <exception cref="BoardUnreadableException">There is a file, but it cannot be read as a board.</exception>
    /// <exception cref="SettingsUnreadableException">There are settings, but they cannot be used.</exception>
    public static async Task<Board> CreateAsync(
        string directory, BoardOptions? options = null, bool schema = false, CancellationToken cancellationToken = default)
    {
        var board = await Task.Run(
            () => AtTheEdge(() =>
            {
                // Looked at before anything in it is read: what is in the way is to be named, not what could not be read because of it.
                var created = Reading(() =>
                {
                    var place = At(directory, options ?? new BoardOptions());
                    PlaceTest.RequireSafe(place._seams.Disk, place._paths);
                    return place;
                });
                created._settings.Read();
                created._seams.Disk.CreateDirectory(created.Directory);
                created.PutFirstFile(schema);

                // A file that is no board is refused before anything is begun beside it.
                created._file.Read();
                return created;
            }),
            cancellationToken).ConfigureAwait(false);
        await board.CatchUpAsync(cancellationToken).ConfigureAwait(false);
        return board;
    }

    /// <summary>A board without a directory, for tests: the same code over an in-memory disk and an in-memory database.</summary>
    /// <param name="options">How to open it; null: the defaults.</param>
    public static Board InMemory(BoardOptions? options = null)
    {
        options ??= new BoardOptions();
        options.Check();
        var disk = new MemoryDisk(options.TimeProvider).ForProcess();
        var paths = new BoardPaths(Path.GetFullPath("/in-memory"));
        var seams = new TurnSeams(
            disk, MachineProcesses.Current, new InMemoryJournalStore(options.RandomBytes), options.TimeProvider, RandomOf(options));
        var board = new Board(options, seams, paths);
        disk.CreateDirectory(paths.Directory);
        board.PutFirstFile(schema: false);
        return board;
    }

    private static Board At(string directory, BoardOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        options.Check();
        var disk = new RealDisk();
        var board = disk.Resolve(Path.Combine(Path.GetFullPath(directory), "tasks.json"));
        if (Path.GetFileName(board) != "tasks.json")
        {
            throw new BoardPlaceException(
                Path.GetFullPath(directory),
                $"{Path.Combine(Path.GetFullPath(directory), "tasks.json")} is a symbolic link to {board}. The file that it leads to must be called tasks.json too: "
                + "locks and history live beside it under that name. Nothing was changed.");
        }

        var paths = new BoardPaths(Path.GetDirectoryName(board)!);
        var processes = MachineProcesses.Current;
        var settings = new SettingsFile(disk, paths, options, options.TimeProvider, processes.Pause);
        var journals = new SqliteJournalStore(
            paths.History, disk, () => PlaceTest.Run(disk, processes, paths), () => settings.Current.Options.Durability, options.RandomBytes);
        return new Board(options, new TurnSeams(disk, processes, journals, options.TimeProvider, RandomOf(options)), paths, settings);
    }

    private static Func<int, int> RandomOf(BoardOptions options) => bound =>
    {
        var bytes = new byte[sizeof(uint)];
        options.RandomBytes(bytes);
        return (int)(BitConverter.ToUInt32(bytes) % (uint)bound);
    };

    private void PutFirstFile(bool schema)
    {
        if (_seams.Disk.Stat(_paths.Board) is not null || HasHistory())
        {
            return;
        }

        if (schema)
        {
            // First, so that no editor looks for a schema that is not there yet.
            Put(Path.Combine(_paths.Directory, BoardSchema.FileName), BoardSchema.Bytes());
        }

        Put(_paths.Board, BoardText.Create(schema).ToBytes());
    }

    /// <summary>Whether the board was ever on record. A history without any state of the file was begun beside a file that could not be read.</summary>
    private bool HasHistory()
    {
        using var reader = OpenReader(CancellationToken.None);
        return reader?.Head().LastCommit is not null;
    }

    /// <summary>Makes a file where there is none.</summary>
    private void Put(string path, ReadOnlyMemory<byte> content)
    {
        using var file = _seams.Disk.CreateNew(path);
        try
        {
            file?.Append(content.Span);
            file?.Flush();
            _seams.Disk.FlushDirectory(_paths.Directory);
        }
        catch (DiskException)
        {
            // Half a board would be refused by everybody who comes.
            _seams.Disk.Delete(path);
            throw;
        }
    }
}
