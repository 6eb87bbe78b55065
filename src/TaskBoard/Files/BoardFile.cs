using System.Security.Cryptography;

namespace TaskBoard.Files;

/// <summary>Reads <c>tasks.json</c>, keeping what it parsed while the file is the same. Safe for use by many threads.</summary>
internal sealed class BoardFile(IDisk disk, BoardPaths paths, Func<BoardLimits> limits, TimeProvider clock, Action<TimeSpan> pause)
{
    /// <summary>
    /// How young a modification time must be for another write to hide behind it: several ticks of the coarsest kernel clock that
    /// stamps files (4 to 10 ms on Linux).
    /// </summary>
    public static readonly TimeSpan Youth = TimeSpan.FromMilliseconds(20);

    private const int Patience = 5;

    private FoundBoard? _last;
    private FoundBoard? _before;
    private SeenBoard? _seen;

    /// <summary>SHA-256 of a file's bytes, as the history holds it.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The same, without computing it where the bytes are those of the board as it is known or was last.</summary>
    public string HashOfKnown(ReadOnlyMemory<byte> bytes) =>
        Known(bytes)?.Hash ?? HashOf(bytes.Span);

    /// <summary>
    /// The board as it is; null: there is no <c>tasks.json</c>. A file that is missing, empty or torn, or that changed while it was being read, is taken as
    /// being written by somebody and read again a few times while it changes.
    /// </summary>
    /// <exception cref="BoardUnreadableException">The file cannot be read as a board, and stays so.</exception>
    public FoundBoard? Read()
    {
        var (previous, unchanged) = (default(FileStamp?), 0);
        for (var attempt = 1; ; attempt++)
        {
            var stamp = disk.Stat(paths.Board);
            if (stamp is { } seen && Remembered(seen) is { } remembered)
            {
                return remembered;
            }

            Demand(stamp);
            var (found, problem) = TryRead(stamp is null ? null : disk.Read(paths.Board));
            if (found is not null)
            {
                return found;
            }

            unchanged = attempt > 1 && Same(stamp, previous) ? unchanged + 1 : 0;
            previous = stamp;
            if (attempt > Patience || unchanged >= 2)
            {
                return problem is null ? null : throw problem;
            }

            pause(TimeSpan.FromMilliseconds(20 * attempt));
        }
    }

    /// <summary>The hash of the file; null: it is missing, or cannot be read as a board.</summary>
    public string? HashIfReadable()
    {
        try
        {
            return Read()?.Hash;
        }
        catch (Exception e) when (e is BoardUnreadableException or BoardTooLargeException)
        {
            return null;
        }
    }

    /// <summary>
    /// The board as it is at this very moment, for whoever must not wait and may not need to know what it says; null: it is missing, no file that
    /// could be read, or somebody was writing into it.
    /// </summary>
    public SeenBoard? Look()
    {
        try
        {
            var stamp = disk.Stat(paths.Board);
            if (stamp is { } now && (SeenBefore(now) ?? (Remembered(now) is { } board ? SeenBoard.Of(board) : null)) is { } unchanged)
            {
                return unchanged;
            }

            Demand(stamp);
            if (stamp is null || disk.Read(paths.Board) is not { } file)
            {
                return null;
            }

            // Judged before anything that takes time: what is young now may hide another write later.
            var young = !file.Steady || IsYoung(file.Stamp);
            var limit = limits();
            var known = Known(file.Bytes);
            if (known is null && !file.Steady)
            {
                return null;
            }

            var seen = known is not null
                ? SeenBoard.Of(known.SeenAgain(file.Stamp, young))
                : new SeenBoard(HashOf(file.Bytes), new(() => ParseKnowing(file.Bytes, limit)), file.Stamp, young);
            Volatile.Write(ref _seen, seen);
            return seen;
        }
        catch (Exception e) when (e is BoardUnreadableException or BoardTooLargeException)
        {
            return null;
        }
    }

    /// <summary>Makes known what the file is after we put it there.</summary>
    public void Remember(FoundBoard board)
    {
        if (Volatile.Read(ref _last) is { } last && !ReferenceEquals(last.Text, board.Text))
        {
            Volatile.Write(ref _before, last);
        }

        Volatile.Write(ref _last, board);
    }

    /// <summary>Parses bytes that were found elsewhere than under the board's name (a displaced save).</summary>
    /// <exception cref="BoardUnreadableException">They are no board.</exception>
    public BoardText Parse(ReadOnlyMemory<byte> bytes, string path) => BoardText.Parse(bytes, limits(), path);

    /// <summary>Whether a file modified at that time may be written again without showing it.</summary>
    public bool IsYoung(FileStamp stamp)
    {
        var age = clock.GetUtcNow().UtcTicks - stamp.Modified;
        return age < Youth.Ticks;
    }

    /// <summary>Refuses what must not even be opened: what is no file (opening a FIFO waits), and what would fill the memory.</summary>
    private void Demand(FileStamp? stamp)
    {
        if (stamp is { Kind: not FileKind.File and var kind })
        {
            throw new BoardUnreadableException(paths.Board, [new BoardProblem(0, 0, kind switch
            {
                FileKind.Directory => "It is a directory. Move it aside and put the board's file there.",
                FileKind.Link => "It is a symbolic link that leads nowhere, or was put there after the board was opened. Put the file back where it points to, or remove the link.",
                _ => "It is a FIFO, socket or device. Move it aside and put the board's file there.",
            })]);
        }

        if (stamp is { Size: var size } && limits() is var limit && size > limit.MaxBytes)
        {
            throw new BoardTooLargeException(paths.Board, size, limit.MaxBytes);
        }
    }

    private FoundBoard? Known(ReadOnlyMemory<byte> bytes) =>
        Volatile.Read(ref _last) is { } last && last.Text.Is(bytes) ? last
        : Volatile.Read(ref _before) is { } before && before.Text.Is(bytes) ? before
        : null;

    private static bool Same(FileStamp? one, FileStamp? other) =>
        one is null ? other is null : other is { } there && one.Value.SameContent(there);

    private FoundBoard? Remembered(FileStamp stamp) =>
        Volatile.Read(ref _last) is { Young: false } last && last.Stamp.SameContent(stamp) ? last : null;

    private SeenBoard? SeenBefore(FileStamp stamp) =>
        Volatile.Read(ref _seen) is { Young: false } seen && seen.Stamp.SameContent(stamp) ? seen : null;

    private BoardText ParseKnowing(byte[] bytes, BoardLimits limit) => BoardText.Parse(bytes, limit, paths.Board, Volatile.Read(ref _last)?.Text);

    private (FoundBoard? Found, BoardException? Problem) TryRead(FileBytes? file)
    {
        if (file is null)
        {
            return (null, null);
        }

        try
        {
            var young = !file.Steady || IsYoung(file.Stamp);
            if (Known(file.Bytes)?.SeenAgain(file.Stamp, young) is { } known)
            {
                Remember(known);
                return (known, null);
            }

            // One half may be of one text and one of another, and even that may be JSON, which nobody wrote.
            if (!file.Steady)
            {
                return (null, new BoardUnreadableException(paths.Board, [new BoardProblem(0, 0, "It changed while it was being read: somebody is writing into it. Repeat this when they are done.")]));
            }

            var found = new FoundBoard(ParseKnowing(file.Bytes, limits()), file.Bytes, file.Stamp, young);
            Remember(found);
            return (found, null);
        }
        catch (BoardUnreadableException e)
        {
            return (null, e);
        }
    }
}
