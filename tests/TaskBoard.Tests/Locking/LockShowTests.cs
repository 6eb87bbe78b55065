using System.Text;
using TaskBoard.Locking;
using Xunit;

namespace TaskBoard.Tests.Locking;

public sealed class LockShowTests : IDisposable
{
    private const string Unprovable = """{"agent_id":"script","timestamp":"2026-11-21T09:00:00Z"}""";

    private readonly LockRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Where_nobody_has_the_board_there_is_nothing_to_show() => Assert.Null(_rig.Show());

    [Fact]
    public void A_lock_is_shown_with_its_record_and_the_evidence()
    {
        _rig.WriteLock(Unprovable);
        _rig.Show();
        _rig.Processes.Pause(TimeSpan.FromSeconds(200));
        var shown = _rig.Show()!;
        Assert.Equal(("script", Unprovable, BoardLockVerdict.Alive), (shown.Agent, shown.Record, shown.Verdict));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero), shown.Since);
        Assert.Equal("It names no process that could be looked up, and has not changed for 3 min; it counts as stale after 15 min.", shown.Evidence);
        Assert.Equal(shown.Id, _rig.Show()!.Id);
    }

    [Fact]
    public void A_lock_is_shown_while_somebody_has_the_turn()
    {
        using var turn = _rig.Take("agent-1");
        var shown = _rig.Show()!;
        Assert.Equal(("agent-1", BoardLockVerdict.Alive), (shown.Agent, shown.Verdict));
    }

    [Fact]
    public void A_dead_lock_is_shown_as_dead_and_left_where_it_is()
    {
        _rig.WriteLock(_rig.DeadScript());
        Assert.Equal(BoardLockVerdict.Dead, _rig.Show()!.Verdict);
        Assert.True(File.Exists(_rig.Paths.Lock));
    }

    [Fact]
    public void An_operator_breaks_a_lock_of_which_nothing_can_be_proven()
    {
        _rig.WriteLock(Unprovable);
        var broken = _rig.Locks().Break(_rig.Show()!.Id, "ann", default);
        Assert.Equal("script", broken.Agent);
        Assert.StartsWith("Broken by ann as operator. It names no process", broken.Evidence);
        Assert.Equal(Unprovable, File.ReadAllText(broken.KeptAs));
        Assert.False(File.Exists(_rig.Paths.Lock));
        _rig.Take().Dispose();
    }

    [Fact]
    public void An_operator_breaks_a_lock_of_another_machine()
    {
        _rig.WriteLock(LockRecord.Of(_rig.Processes.Self with { BootId = "b", MachineId = "m" }, "agent-1", DateTimeOffset.UnixEpoch, "n", null));
        _rig.Locks().Break(_rig.Show()!.Id, "ann", default);
        _rig.Take().Dispose();
    }

    [Fact]
    public void The_lock_of_a_living_process_is_not_broken()
    {
        _rig.WriteLock(_rig.ScriptOf(Environment.ProcessId, _rig.Processes.Self.Start));
        Assert.Contains("is running", Assert.Throws<LockNotBrokenException>(() => _rig.Locks().Break(_rig.Show()!.Id, "ann", default)).Message);
        File.Delete(_rig.Paths.Lock);

        using var held = _rig.Locks().TakeVisibleLock("agent-1", default);
        Assert.Contains("it lives", Assert.Throws<LockNotBrokenException>(() => _rig.Locks().Break(_rig.Show()!.Id, "ann", default)).Message);
        Assert.True(held.IsOurs());
    }

    [Fact]
    public void Only_the_lock_that_was_shown_is_broken()
    {
        _rig.WriteLock(Unprovable);
        var shown = _rig.Show()!.Id;
        File.Copy(_rig.Paths.Lock, _rig.Paths.Lock + "2");
        File.Move(_rig.Paths.Lock + "2", _rig.Paths.Lock, overwrite: true);
        Assert.Contains(shown, Assert.Throws<LockNotBrokenException>(() => _rig.Locks().Break(shown, "ann", default)).Message);
        File.Delete(_rig.Paths.Lock);
        Assert.Contains("nothing to break", Assert.Throws<LockNotFoundException>(() => _rig.Locks().Break(shown, "ann", default)).Message);
    }

    [Fact]
    public void No_part_of_a_record_becomes_a_file_name()
    {
        _rig.WriteLock("""{"agent_id":"../../evil","timestamp":"/etc","nonce":"../x"}""");
        var kept = _rig.Locks().Break(_rig.Show()!.Id, "ann", default).KeptAs;
        Assert.Equal(_rig.Paths.Broken, Path.GetDirectoryName(kept));
        Assert.Matches("^[0-9]{8}T[0-9]{9}Z-[0-9a-f]{16}$", Path.GetFileName(kept));
        Assert.Contains("evil", File.ReadAllText(kept, Encoding.UTF8));
    }
}
