using TaskBoard.Files;
using TaskBoard.Locking;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Locking;

public sealed class TurnLockTests : IDisposable
{
    private readonly LockRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_turn_shows_who_has_it_and_leaves_nothing_but_empty_lock_files()
    {
        using (var turn = _rig.Take("agent-1"))
        {
            var record = LockText.Read(File.ReadAllBytes(_rig.Paths.Lock)).Record!;
            Assert.Equal(("agent-1", Environment.ProcessId, true, turn.Nonce), (record.Agent, record.Pid, record.IsOurs, record.Nonce));
            Assert.True(turn.IsOurs());
            Assert.Empty(_rig.Noted());
        }

        Assert.False(File.Exists(_rig.Paths.Lock));
        Assert.Equal([".gitignore", "commit.lock", "gate.lock"], _rig.Real.List(_rig.Paths.Private));
        Assert.Equal(0, new FileInfo(_rig.Paths.CommitLock).Length);
    }

    [Fact]
    public void A_second_turn_waits_and_says_who_has_the_first()
    {
        using var first = _rig.Take("agent-1");
        var before = _rig.Processes.SinceBoot;
        var locked = _rig.TakeInVain();
        Assert.Equal(("agent-1", true, BoardErrorCodes.BoardLocked), (locked.HeldBy, locked.OwnerLives, locked.Code));
        Assert.NotNull(locked.Since);
        Assert.Contains($"(process {Environment.ProcessId} on ", locked.Message);
        Assert.Contains("`taskboard lock show`", locked.Message);
        Assert.Equal(_rig.Settings.Timeout, _rig.Processes.SinceBoot - before);
    }

    [Fact]
    public void A_waiting_turn_begins_when_the_first_is_given_back()
    {
        var first = _rig.Take();
        _rig.Processes.Meanwhile = first.Dispose;
        using var second = _rig.Take();
        Assert.True(second.IsOurs());
    }

    [Fact]
    public void A_turn_and_the_commit_lock_exclude_each_other()
    {
        using (_rig.Locks().TakeCommitLock(default))
        {
            Assert.Contains("Another TaskBoard process", _rig.TakeInVain().Message);
        }

        using var turn = _rig.Take();
        Assert.Throws<BoardLockedException>(() => _rig.Locks().TakeCommitLock(default));
    }

    [Fact]
    public void Giving_back_twice_takes_nothing_from_the_next()
    {
        var first = _rig.Take();
        first.Dispose();
        using var second = _rig.Take();
        first.Dispose();
        Assert.True(second.IsOurs());
    }

    [Fact]
    public void Nobody_waits_for_a_script_while_holding_what_heartbeats_need()
    {
        _rig.WriteLock(_rig.ScriptOf(Environment.ProcessId, _rig.Processes.Self.Start));
        var paused = 0;
        _rig.Processes.Meanwhile = () =>
        {
            using var commitLock = _rig.Real.OpenLockFile(_rig.Paths.CommitLock);
            Assert.True(commitLock.TryLock(exclusive: true));
            paused++;
        };
        _rig.TakeInVain();
        Assert.InRange(paused, 100, 5000);
    }

    [Fact]
    public void A_lock_that_was_taken_away_is_left_alone()
    {
        var turn = _rig.Take();
        File.Delete(_rig.Paths.Lock);
        _rig.WriteLock("somebody else's");
        Assert.False(turn.IsOurs());
        turn.Dispose();
        Assert.True(turn.WasLost);
        Assert.Equal("somebody else's", _rig.LockText());
    }

    [Fact]
    public void When_the_private_directory_is_deleted_the_lock_files_that_count_are_the_new_ones()
    {
        using var old = _rig.Take();
        _rig.Processes.Meanwhile = () =>
        {
            Directory.Delete(_rig.Paths.Private, recursive: true);
            _rig.Processes.Meanwhile = old.Dispose;
        };
        using var turn = _rig.Take();
        using var named = _rig.Real.OpenLockFile(_rig.Paths.CommitLock);
        Assert.False(named.TryLock(exclusive: true));
    }

    [Fact]
    public void Only_held_by_another_is_waited_for()
    {
        using var turn = _rig.Take();
        _rig.Disk.Before = step => Throw(step == "openlock commit.lock", "flock");
        var before = _rig.Processes.SinceBoot;
        Assert.Equal("flock", Assert.Throws<DiskException>(() => _rig.Take()).Operation);
        Assert.Equal(before, _rig.Processes.SinceBoot);
    }

    [Fact]
    public void A_failure_in_the_midst_of_taking_a_turn_leaves_the_turn_to_others()
    {
        var steps = 0;
        _rig.Disk.Before = _ => steps++;
        _rig.Take().Dispose();
        for (var fail = 1; fail < steps; fail++)
        {
            var left = fail;
            _rig.Disk.Before = step => Throw(--left == 0 && step != "close", "any");
            try
            {
                _rig.Take().Dispose();
            }
            catch (DiskException e) when (e.Operation == "any")
            {
            }

            _rig.Disk.Before = static _ => { };
            _rig.Take().Dispose();
            Assert.False(File.Exists(_rig.Paths.Lock));
        }

        Assert.True(steps > 10);
    }

    [Fact]
    public void Waiting_can_be_cancelled()
    {
        using var turn = _rig.Take();
        using var cancel = new CancellationTokenSource();
        _rig.Processes.Meanwhile = cancel.Cancel;
        Assert.Throws<OperationCanceledException>(() => _rig.Locks().TakeTurn("tester", cancel.Token));
        _rig.Processes.Meanwhile = static () => { };
        turn.Dispose();
        _rig.Take().Dispose();
    }

    [Fact]
    public void Without_hard_links_the_lock_is_created_under_its_name()
    {
        _rig.Disk.Before = step => Unsupported(step.StartsWith("link", StringComparison.Ordinal));
        using (var turn = _rig.Take("agent-1"))
        {
            Assert.True(turn.IsOurs());
            Assert.Equal("agent-1", _rig.Show()!.Agent);
        }

        Assert.False(File.Exists(_rig.Paths.Lock));
        Assert.Equal([".gitignore", "commit.lock", "gate.lock"], _rig.Real.List(_rig.Paths.Private));
    }

    [Fact]
    public void What_a_writer_left_that_died_before_publishing_is_cleared_away()
    {
        _rig.Take().Dispose();
        File.WriteAllText(Path.Combine(_rig.Paths.Private, "lock-next"), """{"agent_id":"to""");
        _rig.Take().Dispose();
        Assert.DoesNotContain("lock-next", _rig.Real.List(_rig.Paths.Private));
    }

    [Fact]
    public void The_visible_lock_stops_turns_but_not_heartbeats()
    {
        using (_rig.Locks().TakeVisibleLock("agent-1", default))
        {
            _rig.Locks().TakeCommitLock(default).Dispose();
            var locked = _rig.TakeInVain();
            Assert.Equal(("agent-1", true, _rig.Paths.Lock), (locked.HeldBy, locked.OwnerLives, locked.LockPath));
        }

        _rig.Take().Dispose();
    }

    [Fact]
    public void Children_of_the_holder_take_turns_under_its_lock_one_at_a_time()
    {
        using var parent = _rig.Locks().TakeVisibleLock("parent", default);
        _rig.Settings = _rig.Settings with { HeldLock = parent.Nonce };
        using (var child = _rig.Take("child"))
        {
            Assert.True(child.IsOurs());
            Assert.Equal(parent.Nonce, child.Nonce);
            _rig.TakeInVain();
        }

        Assert.True(parent.IsOurs());
        _rig.Take("another child").Dispose();
        Assert.True(parent.IsOurs());
    }

    [Fact]
    public void A_nonce_helps_with_no_other_lock()
    {
        using var holder = _rig.Locks().TakeVisibleLock("stranger", default);
        _rig.Settings = _rig.Settings with { HeldLock = "0123" };
        Assert.Equal("stranger", _rig.TakeInVain().HeldBy);
    }

    [Fact]
    public void When_the_parent_is_gone_its_child_takes_a_lock_of_its_own()
    {
        string nonce;
        using (var parent = WorkerProcess.Start("lock-hold", _rig.Paths.Directory, "visible"))
        {
            nonce = parent.ReadLine()!;
            parent.Kill();
        }

        _rig.Settings = _rig.Settings with { HeldLock = nonce };
        using var turn = _rig.Take();
        Assert.NotEqual(nonce, turn.Nonce);
        Assert.Equal("holder", _rig.LastBroken().Agent);
    }

    private static void Throw(bool now, string operation)
    {
        if (now)
        {
            throw new DiskException(DiskFault.Io, operation, "somewhere", "Input/output error");
        }
    }

    private static void Unsupported(bool now)
    {
        if (now)
        {
            throw new NotSupportedException();
        }
    }
}
