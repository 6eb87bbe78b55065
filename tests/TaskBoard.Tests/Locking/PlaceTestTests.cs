using System.Text;
using TaskBoard.Files;
using TaskBoard.Locking;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Locking;

public sealed class PlaceTestTests
{
    private readonly MemoryDisk _disk = new(new ManualClock());
    private readonly BoardPaths _paths = new(Path.GetFullPath("/board"));

    public PlaceTestTests() => _disk.CreateDirectory(_paths.Directory);

    [Fact]
    public void A_real_directory_carries_a_board_and_keeps_no_probe()
    {
        using var temp = new TempDirectory();
        var disk = new RealDisk();
        PlaceTest.Run(disk, MachineProcesses.Current, new BoardPaths(temp.Path));
        Assert.DoesNotContain(disk.List(temp[".taskboard"]), name => name.StartsWith("probe", StringComparison.Ordinal));
        Assert.Contains("self-test", disk.List(temp[".taskboard"]));
    }

    [Fact]
    public void A_file_system_of_this_machine_is_local()
    {
        Assert.Equal(BoardMode.Local, Run());
        Assert.Equal(BoardMode.Local, Run());
        Assert.Null(_disk.Stat(_paths.Mode));
    }

    [Fact]
    public void Shared_is_sticky_whatever_an_earlier_test_said()
    {
        Run();
        using (var file = _disk.CreateNew(_paths.Mode)!)
        {
            file.Append(Encoding.UTF8.GetBytes("shared\n"));
        }

        Assert.Equal(BoardMode.Shared, Run());
    }

    [Fact]
    public void A_file_in_place_of_the_private_directory_is_refused()
    {
        _disk.CreateNew(_paths.Private)!.Dispose();
        Assert.Contains("is not a directory", Assert.Throws<BoardPlaceException>(() => Run()).Message, StringComparison.Ordinal);
    }

    private BoardMode Run() => PlaceTest.Run(_disk, MachineProcesses.Current, _paths);
}
