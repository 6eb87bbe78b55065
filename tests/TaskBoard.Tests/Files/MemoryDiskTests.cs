using TaskBoard.Files;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Files;

public sealed class MemoryDiskTests : DiskContract
{
    private readonly MemoryDisk _disk = new(new ManualClock());

    public MemoryDiskTests() => _disk.CreateDirectory(Root);

    internal override IDisk Disk => _disk;

    protected override string Root => Path.GetFullPath("/board");

    [Fact]
    public void A_crash_frees_the_locks_of_one_process_only()
    {
        var (one, two) = (_disk.ForProcess(), _disk.ForProcess());
        Assert.True(one.OpenLockFile(At("a")).TryLock(exclusive: true));
        Assert.True(two.OpenLockFile(At("b")).TryLock(exclusive: true));
        one.Crash();
        Assert.True(_disk.OpenLockFile(At("a")).TryLock(exclusive: true));
        Assert.False(_disk.OpenLockFile(At("b")).TryLock(exclusive: true));
    }

    [Fact]
    public void Every_write_has_a_time_of_its_own()
    {
        using var file = _disk.CreateNew(At("file"))!;
        var before = file.Stamp();
        file.Append("x"u8);
        Assert.True(file.Stamp().Modified > before.Modified);
    }
}
