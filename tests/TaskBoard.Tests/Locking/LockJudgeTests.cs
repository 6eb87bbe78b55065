using System.Text;
using TaskBoard.Files;
using TaskBoard.Locking;
using Xunit;

namespace TaskBoard.Tests.Locking;

public class LockJudgeTests
{
    private static readonly DateTimeOffset s_booted = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
    private static readonly ProcessIdentity s_self = new(100, "5000", "pid:[1]", "boot-1", "machine-1", "alpha");

    [Fact]
    public void Our_lock_that_is_held_is_alive_and_proven() => Expect(BoardLockVerdict.Alive, Ours(), new() { IsHeld = true }, proven: true);

    [Fact]
    public void Our_lock_that_nobody_holds_is_dead() => Expect(BoardLockVerdict.Dead, Ours(), new() { IsHeld = false });

    [Fact]
    public void Our_lock_of_another_container_of_the_same_kernel_is_decided_by_the_lock_on_it()
    {
        var other = Ours() with { Host = "beta", MachineId = "machine-2", PidNamespace = "pid:[2]" };
        Expect(BoardLockVerdict.Alive, other, new() { IsHeld = true }, proven: true);
        Expect(BoardLockVerdict.Dead, other, default, mode: BoardMode.Shared);
    }

    [Fact]
    public void Our_lock_of_an_earlier_start_of_this_machine_is_dead()
    {
        Expect(BoardLockVerdict.Dead, Ours() with { BootId = "boot-0" }, new() { IsHeld = true });
        Expect(BoardLockVerdict.Dead, Ours() with { BootId = "boot-0" }, default, mode: BoardMode.Shared);
    }

    [Fact]
    public void Our_lock_of_another_machine_is_for_an_operator()
    {
        Expect(BoardLockVerdict.Elsewhere, Ours() with { BootId = "boot-0", MachineId = "machine-2" }, default);
        Expect(BoardLockVerdict.Elsewhere, Ours() with { BootId = "boot-0", MachineId = null }, default);
    }

    [Fact]
    public void A_cloned_machine_id_under_another_name_is_another_machine_where_several_are_expected() =>
        Expect(BoardLockVerdict.Elsewhere, Ours() with { BootId = "boot-0", Host = "beta" }, default, mode: BoardMode.Shared);

    [Fact]
    public void Two_unknown_machines_are_the_same_one_only_on_a_file_system_of_this_machine()
    {
        var (unnamed, record) = (s_self with { MachineId = null }, Ours() with { BootId = "boot-0", MachineId = null });
        Expect(BoardLockVerdict.Dead, record, default, self: unnamed);
        Expect(BoardLockVerdict.Elsewhere, record, default, self: unnamed, mode: BoardMode.Shared);
    }

    [Fact]
    public void Where_a_start_of_the_machine_is_not_known_only_the_lock_on_a_file_of_this_machine_decides()
    {
        var unknown = s_self with { BootId = ProcessIdentity.UnknownBoot };
        foreach (var (self, record) in new[]
        {
            (unknown, Ours() with { BootId = ProcessIdentity.UnknownBoot }),
            (unknown, Ours()),
            (s_self, Ours() with { BootId = ProcessIdentity.UnknownBoot }),
        })
        {
            Expect(BoardLockVerdict.Alive, record, new() { IsHeld = true }, self: self, proven: true);
            Expect(BoardLockVerdict.Dead, record, default, self: self);
            Expect(BoardLockVerdict.Elsewhere, record, default, self: self, mode: BoardMode.Shared);
        }
    }

    [Fact]
    public void Where_the_start_of_the_machine_is_not_known_the_number_of_a_process_proves_nothing()
    {
        var self = s_self with { BootId = ProcessIdentity.UnknownBoot };
        Expect(BoardLockVerdict.Alive, Script() with { BootId = ProcessIdentity.UnknownBoot }, default, self: self);
    }

    [Fact]
    public void A_process_that_is_hidden_from_this_user_is_not_proven_gone() =>
        Expect(BoardLockVerdict.Alive, Script(), new() { IsHidden = true });

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    [InlineData("""{"agent_id":"a","timest""")]
    public void Empty_or_torn_and_older_than_this_start_is_dead(string text) =>
        Expect(BoardLockVerdict.Dead, text, new() { UnchangedFor = LockJudge.WritingTime }, age: TimeSpan.FromHours(-1));

    [Fact]
    public void One_that_is_being_written_is_alive_although_a_clock_that_was_set_makes_it_look_older_than_this_start() =>
        Assert.Equal(
            LockEvidence.BeingWritten,
            Expect(BoardLockVerdict.Alive, "", new() { UnchangedFor = TimeSpan.FromSeconds(1.9) }, age: TimeSpan.FromHours(-1)).Evidence);

    [Fact]
    public void Torn_and_older_than_this_start_proves_nothing_where_other_machines_write() =>
        Expect(BoardLockVerdict.Elsewhere, "", new() { UnchangedFor = TimeSpan.FromHours(1) }, age: TimeSpan.FromHours(-1), mode: BoardMode.Shared);

    [Theory]
    [InlineData(0, BoardLockVerdict.Alive)]
    [InlineData(1.9, BoardLockVerdict.Alive)]
    [InlineData(899, BoardLockVerdict.Alive)]
    [InlineData(900, BoardLockVerdict.Dead)]
    public void Empty_is_being_written_and_then_judged_like_a_lock_without_process(double seconds, BoardLockVerdict expected)
    {
        var verdict = Expect(expected, "", new() { UnchangedFor = TimeSpan.FromSeconds(seconds) });
        Assert.Equal(seconds < 2, verdict.Evidence == LockEvidence.BeingWritten);
    }

    [Fact]
    public void A_scripts_lock_is_alive_while_its_process_runs() =>
        Expect(BoardLockVerdict.Alive, Script(), new() { ProcessStart = "77", UnchangedFor = TimeSpan.FromDays(9) }, proven: true);

    [Fact]
    public void A_scripts_lock_is_dead_when_its_process_is_gone() => Expect(BoardLockVerdict.Dead, Script(), default);

    [Fact]
    public void A_scripts_lock_is_dead_when_another_process_has_its_number() => Expect(BoardLockVerdict.Dead, Script(), new() { ProcessStart = "78" });

    [Fact]
    public void A_process_that_cannot_be_looked_up_here_proves_nothing()
    {
        LockRecord[] records =
        [
            Script() with { ProcessStart = null },
            Script() with { Pid = null },
            Script() with { PidNamespace = "pid:[2]" },
            Script() with { PidNamespace = null },
            Script() with { BootId = "boot-0" },
            Script() with { BootId = null },
        ];
        foreach (var record in records)
        {
            Expect(BoardLockVerdict.Alive, record, new() { UnchangedFor = TimeSpan.FromMinutes(14) });
            Expect(BoardLockVerdict.Dead, record, new() { UnchangedFor = TimeSpan.FromMinutes(15) });
            Expect(BoardLockVerdict.Elsewhere, record, new() { UnchangedFor = TimeSpan.FromDays(15) }, mode: BoardMode.Shared);
        }
    }

    [Theory]
    [InlineData("4711\n")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"agent_id":"a"}""")]
    [InlineData("""{"timestamp":"2026-11-21T09:00:00Z"}""")]
    [InlineData("""{"lockfileVersion":3,"packa""")]
    [InlineData("""{"agent_id":"a","timestamp":"t"} and more""")]
    [InlineData("""{"agent_id" "a"}""")]
    public void What_is_no_record_is_foreign_for_ever(string text) =>
        Expect(BoardLockVerdict.Foreign, text, new() { UnchangedFor = TimeSpan.FromDays(365) }, age: TimeSpan.FromDays(-300));

    [Theory]
    [InlineData((int)FileKind.Directory)]
    [InlineData((int)FileKind.Link)]
    [InlineData((int)FileKind.Other)]
    public void What_is_no_file_is_foreign_for_ever(int kind)
    {
        var stamp = Stamp(TimeSpan.FromDays(-300)) with { Kind = (FileKind)kind };
        var @case = LockJudge.Classify(stamp, new LockText(LockTextKind.Foreign), s_self, s_booted, BoardMode.Local);
        Assert.Equal(BoardLockVerdict.Foreign, LockJudge.Judge(@case, stamp, null, default, Settings(BoardMode.Local)).Kind);
    }

    [Fact]
    public void Evidence_reads_as_a_sentence()
    {
        Assert.Equal("Process 4711 is gone.", Expect(BoardLockVerdict.Dead, Script(), default).Evidence);
        Assert.Equal("Process 4711, started at 77, is gone; the number belongs to a process started at 78.",
            Expect(BoardLockVerdict.Dead, Script(), new() { ProcessStart = "78" }).Evidence);
        Assert.Equal("Process 4711 no longer holds the operating-system lock on it, so it has ended or given up.", Expect(BoardLockVerdict.Dead, Ours(), default).Evidence);
        Assert.Equal("It names no process that could be looked up, and has not changed for 4 min; it counts as stale after 15 min.",
            Expect(BoardLockVerdict.Alive, Script() with { Pid = null }, new() { UnchangedFor = TimeSpan.FromMinutes(4.5) }).Evidence);
        Assert.Equal("It names process 4711, which cannot be looked up (that takes its process_start and boot_id, on Linux pid_ns too, of this machine), and has not changed for 20 min.",
            Expect(BoardLockVerdict.Dead, Script() with { ProcessStart = null }, new() { UnchangedFor = TimeSpan.FromMinutes(20) }).Evidence);
        Assert.Equal("It is empty or incomplete and was last written at 2026-11-21 07:00:00Z, before this machine was started.",
            Expect(BoardLockVerdict.Dead, "", new() { UnchangedFor = LockJudge.WritingTime }, age: TimeSpan.FromHours(-1)).Evidence);
    }

    private static LockVerdict Expect(
        BoardLockVerdict expected, LockRecord record, LockProbe probe, bool proven = false, BoardMode mode = BoardMode.Local, ProcessIdentity? self = null) =>
        Expect(expected, Encoding.UTF8.GetString(record.ToBytes()), probe, TimeSpan.FromHours(-1), proven, mode, self);

    private static LockVerdict Expect(
        BoardLockVerdict expected, string text, LockProbe probe, TimeSpan age = default, bool proven = false, BoardMode mode = BoardMode.Local, ProcessIdentity? self = null)
    {
        var (stamp, read) = (Stamp(age), LockText.Read(Encoding.UTF8.GetBytes(text)));
        var verdict = LockJudge.Judge(LockJudge.Classify(stamp, read, self ?? s_self, s_booted, mode), stamp, read.Record, probe, Settings(mode));
        Assert.Equal(expected, verdict.Kind);
        Assert.Equal(proven, verdict is { Kind: BoardLockVerdict.Alive, IsProven: true });
        return verdict;
    }

    private static TurnLockSettings Settings(BoardMode mode) => new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(15), mode, HeldLock: null);

    private static FileStamp Stamp(TimeSpan sinceBoot) => new(1, 2, 3, (s_booted + sinceBoot).UtcTicks, FileKind.File, 0, 0, 0);

    private static LockRecord Ours() => LockRecord.Of(s_self with { Pid = 4711, Start = "77" }, "agent-1", s_booted, "n", breaks: null);

    private static LockRecord Script() => Ours() with { Liveness = null, Nonce = null, MachineId = null, Host = null };
}
