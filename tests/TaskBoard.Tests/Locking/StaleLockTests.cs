using System.Diagnostics;
using TaskBoard.Locking;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Locking;

public sealed class StaleLockTests : IDisposable
{
    private readonly LockRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("turn")]
    [InlineData("visible")]
    public void The_lock_of_a_killed_process_is_broken_at_once_and_kept(string what)
    {
        using var holder = WorkerProcess.Start("lock-hold", _rig.Paths.Directory, what);
        var nonce = holder.ReadLine()!;
        Assert.True(_rig.TakeInVain().OwnerLives);
        var left = _rig.LockText();
        holder.Kill();

        var before = _rig.Processes.SinceBoot;
        using (var turn = _rig.Take())
        {
            Assert.Equal(("holder", $"Process {holder.Id} no longer holds the operating-system lock on it, so it has ended or given up."), (_rig.LastBroken().Agent, _rig.LastBroken().Evidence));
            Assert.Equal(left, File.ReadAllText(_rig.LastBroken().KeptAs));
            Assert.Contains(nonce, left);
            Assert.True(turn.IsOurs());
        }

        Assert.Equal(before, _rig.Processes.SinceBoot);
        Assert.False(File.Exists(_rig.Paths.Lock));
        Assert.Single(_rig.Broken());
    }

    [Fact]
    public void The_lock_of_a_process_that_ends_well_is_not_there()
    {
        using var holder = WorkerProcess.Start("lock-hold", _rig.Paths.Directory, "turn");
        holder.ReadLine();
        _rig.Processes.Meanwhile = holder.EndInput;
        using var turn = new TurnLock(_rig.Disk, MachineProcesses.Current, _rig.Paths, _rig.Settings, static m => m.Span.Clear(), TimeProvider.System)
            .TakeTurn(EndsInput(holder), default);
        Assert.Empty(_rig.Noted());

        static string EndsInput(WorkerProcess holder)
        {
            holder.EndInput();
            return "tester";
        }
    }

    [Fact]
    public void A_scripts_lock_counts_while_its_process_runs_and_is_broken_when_that_is_killed()
    {
        using var script = Process.Start("sleep", "100");
        _rig.WriteLock(_rig.ScriptOf(script.Id, MachineProcesses.Current.StartOf(script.Id)!));
        var locked = _rig.TakeInVain();
        Assert.Equal(("script", true), (locked.HeldBy, locked.OwnerLives));

        script.Kill();
        script.WaitForExit();
        using var turn = _rig.Take();
        Assert.Equal($"Process {script.Id} is gone.", _rig.LastBroken().Evidence);
    }

    [Fact]
    public void A_scripts_lock_is_broken_when_its_number_belongs_to_another_process()
    {
        _rig.WriteLock(_rig.DeadScript());
        using var turn = _rig.Take();
        Assert.Contains("the number belongs to a process started at", _rig.LastBroken().Evidence);
    }

    [Fact]
    public void A_lock_without_a_process_is_broken_after_the_stale_time_out_to_which_short_waits_add_up()
    {
        _rig.WriteLock("""{"agent_id":"script","timestamp":"2026-11-21T09:00:00Z"}""");
        var start = _rig.Processes.SinceBoot;
        for (var waits = 0; waits < 89; waits++)
        {
            Assert.Null(_rig.TakeInVain().OwnerLives);
        }

        // One that waits a little longer than the rest of the time: the first sight counts from the next whole millisecond.
        _rig.Settings = _rig.Settings with { Timeout = TimeSpan.FromSeconds(11) };
        using var turn = _rig.Take();
        Assert.InRange(_rig.Processes.SinceBoot - start, _rig.Settings.StaleTimeout, _rig.Settings.StaleTimeout + TimeSpan.FromSeconds(1));
        Assert.Equal("It names no process that could be looked up, and has not changed for 15 min.", _rig.LastBroken().Evidence);
    }

    [Fact]
    public void A_lock_that_is_touched_or_rewritten_gives_a_sign_of_life()
    {
        Action[] signs =
        [
            () => File.SetLastWriteTimeUtc(_rig.Paths.Lock, DateTime.UnixEpoch.AddSeconds(_rig.Processes.SinceBoot.TotalSeconds)),
            () => _rig.WriteLock("""{"agent_id":"another","timestamp":"2026-11-21T09:00:00Z"}"""),
        ];
        _rig.WriteLock("""{"agent_id":"script","timestamp":"2026-11-21T09:00:00Z"}""");
        foreach (var sign in signs)
        {
            _rig.TakeInVain();
            _rig.Processes.Pause(TimeSpan.FromMinutes(14));
            sign();
            _rig.TakeInVain();
            _rig.Processes.Pause(TimeSpan.FromMinutes(14));
            _rig.TakeInVain();
        }

        _rig.Processes.Pause(TimeSpan.FromMinutes(1));
        _rig.Take().Dispose();
    }

    [Fact]
    public void After_a_restart_of_the_machine_the_stale_time_begins_again()
    {
        _rig.WriteLock("""{"agent_id":"script","timestamp":"2026-11-21T09:00:00Z"}""");
        _rig.TakeInVain();
        _rig.Processes.Pause(TimeSpan.FromMinutes(16));
        _rig.Processes.Self = _rig.Processes.Self with { BootId = "another" };
        _rig.TakeInVain();
    }

    [Fact]
    public void Rubbish_in_the_record_of_first_sights_starts_the_counting_again()
    {
        _rig.WriteLock("""{"agent_id":"script","timestamp":"2026-11-21T09:00:00Z"}""");
        foreach (var rubbish in new[] { "", "{", "[]", "7", """{"boot_id":1}""", """{"boot_id":"b","since_boot_ms":1e9,"lock":"x"}""", "\0\0\0" })
        {
            _rig.TakeInVain();
            File.WriteAllText(_rig.Paths.LockSeen, rubbish);
            _rig.Processes.Pause(TimeSpan.FromHours(1));
            _rig.TakeInVain();
        }
    }

    [Fact]
    public void An_empty_lock_is_waited_for_until_it_is_written()
    {
        _rig.WriteLock("");
        Assert.Contains("empty or incomplete", _rig.Show()!.Evidence);
        var pauses = 0;
        _rig.Processes.Meanwhile = () => _rig.WriteLock(++pauses < 50 ? "" : """{"agent_id":"slow","timestamp":"2026-11-21T09:00:00Z"}""");
        Assert.Equal("slow", _rig.TakeInVain().HeldBy);
    }

    [Fact]
    public void A_lock_without_bytes_from_before_this_start_is_broken_at_once()
    {
        _rig.WriteLock("");
        File.SetLastWriteTimeUtc(_rig.Paths.Lock, DateTime.UtcNow - _rig.Processes.SinceBoot - TimeSpan.FromMinutes(1));
        using var turn = _rig.Take();
        Assert.Contains("before this machine was started", _rig.LastBroken().Evidence);
    }

    [Fact]
    public void Our_lock_from_before_this_start_is_broken_although_the_process_number_is_in_use()
    {
        _rig.WriteLock(LockRecord.Of(_rig.Processes.Self with { BootId = "earlier" }, "agent-1", DateTimeOffset.UnixEpoch, "n", null));
        using var turn = _rig.Take();
        Assert.Contains("before this machine was last started", _rig.LastBroken().Evidence);
    }

    [Fact]
    public void The_lock_of_another_machine_is_never_broken_by_itself()
    {
        _rig.WriteLock(LockRecord.Of(_rig.Processes.Self with { BootId = "b", MachineId = "m", Host = "beta" }, "agent-1", DateTimeOffset.UnixEpoch, "n", null));
        _rig.Processes.Pause(TimeSpan.FromDays(100));
        var locked = _rig.TakeInVain();
        Assert.Equal(("agent-1", null), (locked.HeldBy, locked.OwnerLives));
        Assert.Contains("on another machine (beta)", locked.Message);
    }

    [Fact]
    public void What_is_not_a_lock_is_named_and_never_deleted()
    {
        (string Name, Action Make)[] things =
        [
            ("a directory", () => Directory.CreateDirectory(_rig.Paths.Lock)),
            ("a symbolic link", () => File.CreateSymbolicLink(_rig.Paths.Lock, "nowhere")),
            ("a FIFO", () => { using var made = Process.Start("mkfifo", _rig.Paths.Lock); made.WaitForExit(); }),
            ("6 bytes are no lock record", () => _rig.WriteLock("12345\n")),
            ("5000 bytes are no lock record", () => _rig.WriteLock(new string(' ', 5000))),
        ];
        foreach (var (name, make) in things)
        {
            make();
            _rig.Processes.Pause(TimeSpan.FromDays(1));
            var before = _rig.Real.Stat(_rig.Paths.Lock);
            var locked = _rig.TakeInVain();
            Assert.Contains(name, locked.Message);
            Assert.Contains("never deletes it", locked.Message);
            Assert.Equal(_rig.Paths.Lock, locked.LockPath);
            Assert.Equal(BoardLockVerdict.Foreign, _rig.Show()!.Verdict);
            Assert.Throws<LockNotBrokenException>(() => _rig.Locks().Break(_rig.Show()!.Id, "operator", default));
            Assert.Equal(before, _rig.Real.Stat(_rig.Paths.Lock));
            _rig.Real.Rename(_rig.Paths.Lock, _rig.Paths.Lock + name.Replace(' ', '-'));
        }
    }
}
