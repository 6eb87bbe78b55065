using TaskBoard.Files;
using TaskBoard.Locking;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Errors;

/// <summary>Places that cannot carry a board are found out before anything is committed.</summary>
public sealed class BoardPlaceTests
{
    [MountFact]
    public async Task A_board_file_that_is_a_mount_of_its_own_is_refused_before_anything_is_committed()
    {
        using var scene = new BadBoard();
        await scene.MakeAsync();
        var history = await scene.HistoryAsync();
        await File.WriteAllTextAsync(scene["other.json"], await File.ReadAllTextAsync(scene.File));
        using (MountedDirectory.Mount("--bind", scene["other.json"], scene.File))
        {
            var refusal = Assert.IsType<BoardPlaceException>(await scene.RefusedChangeAsync());
            Assert.Equal((BoardErrorCodes.BoardPlace, BoardErrorKind.Failed), (refusal.Code, refusal.Kind));
            Assert.Contains($"{scene.File} is a mount of its own", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(3, (await scene.ReadAsync()).Tasks.Count);
        }

        Assert.Equal(history, await scene.HistoryAsync());
    }

    [MountFact]
    public async Task A_mount_that_appears_while_the_board_is_open_is_refused_too()
    {
        using var scene = new BadBoard();
        await scene.MakeAsync();
        await using var board = await scene.OpenAsync();
        await board.AddAsync(new TaskDraft("d"), "planner");
        await File.WriteAllTextAsync(scene["other.json"], await File.ReadAllTextAsync(scene.File));
        using (MountedDirectory.Mount("--bind", scene["other.json"], scene.File))
        {
            await Assert.ThrowsAsync<BoardPlaceException>(() => board.AddAsync(new TaskDraft("e"), "planner"));
        }

        Assert.Equal(4, (await board.AddAsync(new TaskDraft("f"), "planner")).Revision);
    }

    [MountFact]
    public async Task A_private_directory_on_another_mount_is_refused()
    {
        using var scene = new BadBoard();
        await File.WriteAllTextAsync(scene.File, "[]");
        Directory.CreateDirectory(scene[".taskboard"]);
        Directory.CreateDirectory(scene["elsewhere"]);
        using (MountedDirectory.Mount("--bind", scene["elsewhere"], scene[".taskboard"]))
        {
            Assert.IsType<BoardPlaceException>(await scene.RefusedChangeAsync());
        }

        using (MountedDirectory.Mount("-t", "tmpfs", "tmpfs", scene[".taskboard"]))
        {
            Assert.IsType<BoardPlaceException>(await scene.RefusedChangeAsync());
        }
    }

    [MountFact]
    public async Task On_a_read_only_mount_the_board_and_its_history_can_be_read_and_nothing_changes()
    {
        using var scene = new BadBoard();
        await scene.MakeAsync();
        var history = await scene.HistoryAsync();
        using var mount = MountedDirectory.Mount("--bind", scene.Path, scene.Path);
        mount.Remount("bind,ro");
        Assert.Equal(3, (await scene.ReadAsync()).Tasks.Count);
        Assert.Equal(history, await scene.HistoryAsync());
        var refusal = Assert.IsType<BoardAccessException>(await scene.RefusedChangeAsync());
        Assert.Equal((BoardErrorCodes.BoardAccess, BoardErrorKind.Failed), (refusal.Code, refusal.Kind));
        Assert.Contains("read-only", refusal.Message, StringComparison.Ordinal);
    }

    [MountFact]
    public async Task On_a_read_only_mount_a_board_without_history_can_be_read()
    {
        using var scene = new BadBoard();
        await File.WriteAllTextAsync(scene.File, """[{"id":"a"}]""");
        using var mount = MountedDirectory.Mount("--bind", scene.Path, scene.Path);
        mount.Remount("bind,ro");
        Assert.Single((await scene.ReadAsync()).Tasks);
        Assert.IsType<BoardAccessException>(await scene.RefusedChangeAsync());
    }

    [Fact]
    public void A_file_system_whose_locks_exclude_nobody_is_refused()
    {
        var disk = new LooseDisk { LocksExclude = false };
        var refusal = Assert.Throws<BoardPlaceException>(() => disk.Test());
        Assert.Contains("does not keep two programs from holding one lock", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Without_links_or_exchange_a_board_is_shared(bool links, bool exchanges) =>
        Assert.Equal(BoardMode.Shared, new LooseDisk { Links = links, Exchanges = exchanges }.Test());

    [Theory]
    [InlineData("nfs")]
    [InlineData("fuse")]
    [InlineData("unknown")]
    public void A_file_system_that_is_not_known_to_be_of_this_machine_makes_a_board_shared_for_good(string type)
    {
        var disk = new LooseDisk { FileSystem = type };
        Assert.Equal(BoardMode.Shared, disk.Test());
        disk.FileSystem = "ext4";
        Assert.Equal(BoardMode.Shared, disk.Test());
    }

    [Fact]
    public void A_board_file_on_another_device_is_refused()
    {
        var disk = new LooseDisk { BoardDevice = 77 };
        Assert.Contains("is a mount of its own", Assert.Throws<BoardPlaceException>(() => disk.Test()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_directory_on_another_device_is_refused()
    {
        var disk = new LooseDisk { PrivateDevice = 77 };
        Assert.Contains("is on another file system", Assert.Throws<BoardPlaceException>(() => disk.Test()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_start_of_the_machine_is_not_known_every_process_tests_for_itself()
    {
        var disk = new LooseDisk { Processes = new UnknownBoot() };
        Assert.Equal(BoardMode.Local, disk.Test());
        disk.LocksExclude = false;
        Assert.Throws<BoardPlaceException>(() => disk.Test());
    }

    private sealed class UnknownBoot : IProcesses
    {
        public ProcessIdentity Self { get; } = MachineProcesses.Current.Self with { BootId = ProcessIdentity.UnknownBoot };

        public TimeSpan SinceBoot => MachineProcesses.Current.SinceBoot;

        public string? StartOf(int pid) => MachineProcesses.Current.StartOf(pid);

        public void Pause(TimeSpan time)
        {
        }
    }
}
