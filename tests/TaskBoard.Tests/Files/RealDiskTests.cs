using System.Diagnostics;
using TaskBoard.Files;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Files;

public sealed class RealDiskTests : DiskContract, IDisposable
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(1);

    private readonly TempDirectory _temp = new();

    internal override IDisk Disk { get; } = new RealDisk();

    protected override string Root => _temp.Path;

    [LinuxFact]
    public void A_fifo_is_refused_without_waiting_for_a_writer()
    {
        using (var make = Process.Start("mkfifo", [At("fifo")]))
        {
            make.WaitForExit();
        }

        Assert.Equal(FileKind.Other, Disk.Stat(At("fifo"))!.Value.Kind);
        Assert.Equal(DiskFault.WrongKind, Assert.Throws<DiskException>(() => Disk.Read(At("fifo"))).Fault);
    }

    [LinuxFact]
    public void A_file_that_is_longer_than_it_said_is_read_to_its_end()
    {
        // The kernel's files say that they are empty.
        Assert.Equal(File.ReadAllBytes("/proc/version"), Disk.Read("/proc/version")!.Bytes);
    }

    [LinuxFact]
    public void A_symbolic_link_is_seen_and_not_followed()
    {
        Write("target", "x");
        File.CreateSymbolicLink(At("link"), At("target"));

        Assert.Equal(FileKind.Link, Disk.Stat(At("link"))!.Value.Kind);
        Assert.Equal(DiskFault.WrongKind, Assert.Throws<DiskException>(() => Disk.Read(At("link"))).Fault);
    }

    [LinuxFact]
    public void Links_anywhere_in_a_path_are_resolved()
    {
        Directory.CreateDirectory(At("real/inner"));
        Directory.CreateSymbolicLink(At("way"), At("real/inner"));
        Write("real/tasks.json", "{}");
        File.CreateSymbolicLink(At("real/inner/board"), "../tasks.json");

        Assert.Equal(Disk.Resolve(At("real/tasks.json")), Disk.Resolve(At("way/board")));
        Assert.Equal(At("nothing"), Disk.Resolve(At("nothing")));
    }

    [LinuxFact]
    public void A_file_that_somebody_writes_is_not_closed_by_all()
    {
        Write("file", "x");
        using (Disk.Open(At("file")))
        {
            Assert.False(Disk.IsClosedByAll(At("file")));
        }

        Assert.True(Disk.IsClosedByAll(At("file")));
    }

    [LinuxFact]
    public void A_lock_of_another_process_is_respected()
    {
        using var mine = Disk.OpenLockFile(At("lock"));
        Assert.True(mine.TryLock(exclusive: true));
        Assert.Equal(1, ExitOf("flock", "-n", At("lock"), "true"));
        mine.Unlock();
        Assert.Equal(0, ExitOf("flock", "-n", At("lock"), "true"));
    }

    [LinuxFact]
    public void Those_who_stand_in_line_for_a_lock_get_it_in_the_order_in_which_they_came()
    {
        using var holder = Disk.OpenLockFile(At("lock"));
        Assert.True(holder.TryLock(exclusive: true));
        var waiting = Enumerable.Range(1, 5).Select(place =>
        {
            var file = Disk.OpenLockFile(At("lock"));
            return (File: file, Over: InLine(file, place));
        }).ToList();

        holder.Unlock();
        foreach (var (file, over) in waiting)
        {
            Assert.True(over.Wait(s_long));
            Assert.True(file.TryLock(exclusive: true));
            Assert.Equal(waiting.Count(w => !w.Over.IsSet), waiting.Count - 1 - waiting.IndexOf((file, over)));
            file.Unlock();
        }

        waiting.ForEach(w => w.File.Dispose());
    }

    [LinuxFact]
    public void Who_gives_up_a_place_in_line_keeps_nobody_waiting()
    {
        using var holder = Disk.OpenLockFile(At("lock"));
        using var patient = Disk.OpenLockFile(At("lock"));
        Assert.True(holder.TryLock(exclusive: true));
        ManualResetEventSlim givenUp;
        using (var impatient = Disk.OpenLockFile(At("lock")))
        {
            givenUp = InLine(impatient, 1);
        }

        var over = InLine(patient, 2);
        Assert.False(givenUp.IsSet);
        holder.Unlock();
        Assert.True(over.Wait(s_long));
        Assert.True(patient.TryLock(exclusive: true));
        Assert.True(givenUp.Wait(s_long));
    }

    [LinuxFact]
    public void A_mode_is_kept()
    {
        using var from = Disk.CreateNew(At("from"), 0x1A0)!;
        using var to = Disk.CreateNew(At("to"))!;
        Assert.Null(to.TakeOwnershipOf(from.Stamp()));
        Assert.Equal(from.Stamp().Mode, Disk.Stat(At("to"))!.Value.Mode);
    }

    public void Dispose() => _temp.Dispose();

    /// <summary>Stands in line, and answers when the kernel shows so many behind the lock.</summary>
    private static ManualResetEventSlim InLine(IDiskFile file, int waiting)
    {
        var over = file.StandInLine()!;
        var (inode, begun) = ($":{file.Stamp().Inode} ", Stopwatch.GetTimestamp());
        while (File.ReadLines("/proc/locks").Count(line => line.Contains("->", StringComparison.Ordinal) && line.Contains(inode, StringComparison.Ordinal)) < waiting)
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < s_long, $"The kernel does not show {waiting} behind the lock.");
            Thread.Yield();
        }

        return over;
    }

    private static int ExitOf(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
