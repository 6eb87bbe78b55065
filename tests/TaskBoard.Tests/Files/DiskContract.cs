using System.Text;
using TaskBoard.Files;
using Xunit;

namespace TaskBoard.Tests.Files;

/// <summary>What every disk has to do.</summary>
public abstract class DiskContract
{
    internal abstract IDisk Disk { get; }

    protected abstract string Root { get; }

    [Fact]
    public void What_is_not_there_is_null_or_false()
    {
        Assert.Null(Disk.Stat(At("no")));
        Assert.Null(Disk.Read(At("no")));
        Assert.Null(Disk.Open(At("no")));
        Assert.False(Disk.Delete(At("no")));
        Assert.False(Disk.Rename(At("no"), At("other")));
        Assert.False(Disk.Exchange(At("no"), At("other")));
        Assert.Empty(Disk.List(At("no")));
    }

    [Fact]
    public void A_file_is_created_once_and_read_back()
    {
        Write("file", "one");
        Assert.Null(Disk.CreateNew(At("file")));
        using (var open = Disk.Open(At("file"))!)
        {
            open.Append("two"u8);
            open.Flush();
            Assert.Equal("onetwo", Encoding.UTF8.GetString(open.ReadAll()));
        }

        var read = Disk.Read(At("file"))!;
        Assert.Equal("onetwo", Encoding.UTF8.GetString(read.Bytes));
        Assert.True(read.Steady);
        Assert.Equal(read.Stamp, Disk.Stat(At("file")));
        Assert.Equal((6, FileKind.File), (read.Stamp.Size, read.Stamp.Kind));
    }

    [Fact]
    public void A_write_after_backdating_shows_by_the_stamp()
    {
        for (var i = 0; i < 50; i++)
        {
            using var file = Disk.CreateNew(At($"file{i}"))!;
            file.Append("one"u8);
            var stamp = file.Backdate()!.Value;
            Assert.Equal(stamp, file.Stamp());
            Assert.True(stamp.SameContent(Disk.Stat(At($"file{i}"))!.Value));
            file.Append("two"u8);
            Assert.NotEqual(stamp.Modified, file.Stamp().Modified);
        }
    }

    [Fact]
    public void A_link_is_the_same_file_and_takes_no_name_that_is_there()
    {
        Write("a", "x");
        Write("b", "y");
        Assert.True(Disk.Link(At("a"), At("c")));
        Assert.False(Disk.Link(At("a"), At("b")));
        Assert.True(Disk.Stat(At("a"))!.Value.SameFile(Disk.Stat(At("c"))!.Value));
        Assert.Equal("y", Text("b"));
    }

    [Fact]
    public void An_exchange_swaps_two_names()
    {
        Write("a", "x");
        Write("b", "y");
        Assert.True(Disk.Exchange(At("a"), At("b")));
        Assert.Equal(("y", "x"), (Text("a"), Text("b")));
        Assert.False(Disk.Exchange(At("a"), At("no")));
    }

    [Fact]
    public void A_rename_replaces_and_an_open_file_stays_what_it_was()
    {
        Write("a", "x");
        Write("b", "y");
        using var old = Disk.Open(At("b"))!;
        Assert.True(Disk.Rename(At("a"), At("b")));
        Assert.Equal(("x", "y"), (Text("b"), Encoding.UTF8.GetString(old.ReadAll())));
        Assert.Null(Disk.Stat(At("a")));
    }

    [Fact]
    public void An_exclusive_lock_excludes_until_it_is_freed_or_closed()
    {
        using var second = Disk.OpenLockFile(At("lock"));
        using (var first = Disk.OpenLockFile(At("lock")))
        {
            Assert.True(first.TryLock(exclusive: true));
            Assert.False(second.TryLock(exclusive: true));
            Assert.False(second.TryLock(exclusive: false));
            first.Unlock();
            Assert.True(second.TryLock(exclusive: false));
            Assert.True(first.TryLock(exclusive: false));
            Assert.False(second.TryLock(exclusive: true));
        }

        Assert.True(second.TryLock(exclusive: true));
    }

    [Fact]
    public void Wrong_kinds_are_named()
    {
        Disk.CreateDirectory(At("dir"));
        Disk.CreateDirectory(At("dir"));
        Write("dir/file", "x");
        Write("beside", "x");
        Assert.Equal(DiskFault.WrongKind, Fault(() => Disk.Read(At("dir"))));
        Assert.Equal(DiskFault.WrongKind, Fault(() => Disk.Delete(At("dir"))));
        Assert.Equal(DiskFault.WrongKind, Fault(() => Disk.CreateNew(At("none/file"))));
        Assert.Equal(DiskFault.WrongKind, Fault(() => Disk.Read(At("dir/file/below"))));
        Assert.Equal(DiskFault.WrongKind, Fault(() => Disk.Rename(At("beside"), At("dir"))));
    }

    [Fact]
    public void Names_are_listed_in_ordinal_order()
    {
        Disk.CreateDirectory(At("dir/sub"));
        Write("dir/b", "");
        Write("dir/B", "");
        Assert.Equal(["B", "b", "sub"], Disk.List(At("dir")));
        Disk.FlushDirectory(At("dir"));
    }

    protected string At(string name) => Path.Combine(Root, name);

    protected void Write(string name, string text)
    {
        using var file = Disk.CreateNew(At(name))!;
        file.Append(Encoding.UTF8.GetBytes(text));
    }

    private string Text(string name) => Encoding.UTF8.GetString(Disk.Read(At(name))!.Bytes);

    private static DiskFault Fault(Action action) => Assert.Throws<DiskException>(action).Fault;
}
