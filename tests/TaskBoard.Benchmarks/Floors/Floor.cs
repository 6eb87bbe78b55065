using System.Text;
using System.Text.Unicode;
using static TaskBoard.Benchmarks.Floors.FloorCalls;

namespace TaskBoard.Benchmarks.Floors;

/// <summary>
/// What a change costs without TaskBoard: what a careful program in C would have to do to promise the same, with a file of the same size.
/// It decides nothing, parses nothing and edits no text.
/// </summary>
/// <remarks>
/// <para>A change, in this order: the gate and <c>commit.lock</c> opened and locked (waiting in the kernel), <c>commit.lock</c> seen to be the
/// one of that name; a record written to a file that is locked, and linked to <c>tasks.lock</c>; BEGIN, the last commit read;
/// <c>tasks.json</c> looked at by <c>stat</c>; the new file written whole under <c>.taskboard/swap</c>, hashed (SHA-256), flushed; the commit, its event with its hash, the
/// task's row and the head inserted; <c>tasks.lock</c> seen to be ours; COMMIT; the files exchanged; both directories flushed; what came out looked at; the
/// commit marked as applied in a transaction that is not flushed; what came out found closed by everybody and deleted; <c>tasks.lock</c> seen to be ours and
/// deleted; the locks closed. Each 64th change checkpoints. A claim writes a lease and its attempt besides.</para>
/// <para>Buffered: the same without the flushes (<c>synchronous=NORMAL</c>).</para>
/// <para>Where others change the file too (<paramref name="alone"/> is false), what was found is read, hashed and checked to be UTF-8 before anything else.
/// A program that is alone knows its own bytes: there the floor does none of this.</para>
/// </remarks>
internal sealed class Floor : IDisposable
{
    private const int CommitsPerCheckpoint = 64;

    private readonly byte[] _content;
    private readonly bool _durable;
    private readonly bool _alone;
    private readonly byte[] _read;
    private readonly byte[] _board;
    private readonly byte[] _directory;
    private readonly byte[] _swap;
    private readonly string _swapPath;
    private readonly FloorLock _lock;
    private readonly FloorHistory _history;

    /// <param name="directory">Where it happens; made where it is missing.</param>
    /// <param name="content">The bytes of the board.</param>
    /// <param name="durability">What a change survives.</param>
    /// <param name="alone">Whether nobody else changes the file.</param>
    public Floor(string directory, byte[] content, Durability durability, bool alone = true)
    {
        (_content, _durable, _alone, _read) = (content, durability == Durability.Flushed, alone, new byte[content.Length + 1]);
        _swapPath = Path.Combine(directory, ".taskboard", "swap");
        (_board, _directory, _swap) = (PathOf(directory, "tasks.json"), PathOf(directory), PathOf(_swapPath));
        Directory.CreateDirectory(_swapPath);
        _lock = new FloorLock(directory);
        _lock.Take();
        if (Inode(_board) == 0)
        {
            File.WriteAllBytes(Path.Combine(directory, "tasks.json"), content);
        }

        _history = new FloorHistory(Path.Combine(directory, ".taskboard", "history.db"), content, _durable);
        _lock.GiveBack();
    }

    /// <summary>Makes changes that share a turn.</summary>
    public void Change(int changes = 1, bool claim = false)
    {
        Span<byte> from = stackalloc byte[64];
        Span<byte> to = stackalloc byte[64];
        _lock.Take();
        var commit = _history.Begin(from) + 1;
        var found = Look();
        FloorHistory.HashOf(_content, to);
        var swap = PathOf(_swapPath, commit.ToString());
        WriteNew(swap);
        _history.Record(commit, from, to, changes, claim);
        _lock.RequireOurs();
        _history.Commit();
        Exchange(swap, _board);
        if (_durable)
        {
            FlushDirectory(_directory);
            FlushDirectory(_swap);
        }

        Require(Inode(swap) == found, "somebody saved");
        _history.MarkApplied(commit);
        DeleteClosed(swap);
        if (commit % CommitsPerCheckpoint == 0)
        {
            _history.Checkpoint();
        }

        _lock.GiveBack();
    }

    /// <summary>Reads the file, as a reader does that keeps nothing; answers its size.</summary>
    public int Read()
    {
        var file = Open(_board, ReadOnly);
        Stat(file);
        var length = FloorCalls.Read(file, _read);
        Close(file);
        return length;
    }

    /// <summary>Sees that the file is the one that is known, as a reader does that keeps it.</summary>
    public bool LookAgain() => Inode(_board) != 0;

    public void Dispose()
    {
        _lock.Take();
        _history.Dispose();
        _lock.GiveBack();
    }

    private ulong Look()
    {
        if (!_alone)
        {
            var bytes = _read.AsSpan(0, Read());
            Span<byte> hash = stackalloc byte[64];
            FloorHistory.HashOf(bytes, hash);
            Require(Utf8.IsValid(bytes), "no UTF-8");
        }

        return Inode(_board);
    }

    private void WriteNew(byte[] path)
    {
        var file = Open(path, WriteOnly | Create | Exclusive);
        Write(file, _content);
        if (_durable)
        {
            Flush(file);
        }

        Stat(file);
        Close(file);
    }

    private static void DeleteClosed(byte[] path)
    {
        var file = Open(path, ReadOnly);
        Require(IsClosedByAll(file), "somebody has it open");
        Close(file);
        Unlink(path);
    }

    private static void FlushDirectory(byte[] path)
    {
        var directory = Open(path, ReadOnly);
        Flush(directory);
        Close(directory);
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new IOException($"Somebody else is in the floor's directory: {otherwise}.");
        }
    }
}
