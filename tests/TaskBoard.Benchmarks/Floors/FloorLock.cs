using static TaskBoard.Benchmarks.Floors.FloorCalls;

namespace TaskBoard.Benchmarks.Floors;

/// <summary>A turn, taken by hand: the gate, <c>commit.lock</c>, and a <c>tasks.lock</c> that appears complete and locked.</summary>
internal sealed class FloorLock(string directory)
{
    private static readonly byte[] s_record =
        """{"agent_id":"floor","timestamp":"2026-01-01T00:00:00.000Z","pid":12345,"pid_start":123456789,"host":"machine","boot_id":"01234567-89ab-cdef-0123-456789abcdef","nonce":"0123456789abcdef0123456789abcdef"}"""u8.ToArray();

    private readonly byte[] _gate = PathOf(directory, ".taskboard", "gate.lock");
    private readonly byte[] _commit = PathOf(directory, ".taskboard", "commit.lock");
    private readonly byte[] _next = PathOf(directory, ".taskboard", "lock-next");
    private readonly byte[] _visible = PathOf(directory, "tasks.lock");
    private int _commitFile;
    private int _visibleFile;
    private ulong _inode;

    public void Take()
    {
        var gate = Open(_gate, ReadWrite | Create);
        Lock(gate);
        _commitFile = Open(_commit, ReadWrite | Create);
        Lock(_commitFile);
        Require(Inode(_commit) == Stat(_commitFile).Inode);
        Close(gate);

        Require(Inode(_visible) == 0);
        _visibleFile = Open(_next, WriteOnly | Create | Exclusive);
        Lock(_visibleFile, exclusive: false);
        Write(_visibleFile, s_record);
        Link(_next, _visible);
        Unlink(_next);
        _inode = Stat(_visibleFile).Inode;
    }

    /// <summary>Sees that nobody took <c>tasks.lock</c> away.</summary>
    public void RequireOurs() => Require(Inode(_visible) == _inode);

    public void GiveBack()
    {
        RequireOurs();
        Unlink(_visible);
        Close(_visibleFile);
        Close(_commitFile);
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new IOException("Somebody else is in the floor's directory.");
        }
    }
}
