using TaskBoard.Files;
using TaskBoard.Locking;
using Xunit;

namespace TaskBoard.Tests.Locking;

public sealed class LockBreakingTests : IDisposable
{
    private readonly LockRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void The_name_of_the_lock_is_never_free_while_it_is_broken()
    {
        _rig.WriteLock(_rig.DeadScript());
        _rig.Disk.Before = step => Assert.True(step.StartsWith("delete tasks.lock", StringComparison.Ordinal) || File.Exists(_rig.Paths.Lock), step);
        var turn = _rig.Take();
        _rig.Disk.Before = static _ => { };
        turn.Dispose();
    }

    [Fact]
    public void A_lock_made_between_judging_and_breaking_is_given_back()
    {
        _rig.WriteLock(_rig.DeadScript());
        FileStamp? theirs = null;
        _rig.Disk.Before = step =>
        {
            if (step == "exchange lock-break" && theirs is null)
            {
                theirs = ReplaceLock("polite");
            }
        };
        Assert.Equal("polite", _rig.TakeInVain().HeldBy);
        Assert.Equal(theirs, _rig.Real.Stat(_rig.Paths.Lock));
        Assert.Empty(_rig.Broken());
    }

    [Fact]
    public void A_lock_rewritten_between_judging_and_breaking_is_given_back()
    {
        _rig.WriteLock(_rig.DeadScript());
        _rig.Disk.Before = step =>
        {
            if (step == "exchange lock-break")
            {
                _rig.WriteLock(Alive("late"));
            }
        };
        Assert.Equal("late", _rig.TakeInVain().HeldBy);
        Assert.Empty(_rig.Broken());
    }

    /// <summary>The owner of the lock that was taken by mistake deletes ours, and the next one makes a lock, before it is given back.</summary>
    [Fact]
    public void Whoever_took_the_lock_after_the_owner_of_a_wrongly_taken_one_keeps_it()
    {
        _rig.WriteLock(_rig.DeadScript());
        var (exchanges, next) = (0, (FileStamp?)null);
        _rig.Disk.Before = step =>
        {
            if (step == "exchange lock-break" && ++exchanges <= 2)
            {
                next = ReplaceLock(exchanges == 1 ? "polite" : "next");
            }
        };
        Assert.Equal("next", _rig.TakeInVain().HeldBy);
        Assert.Equal(next, _rig.Real.Stat(_rig.Paths.Lock));
        Assert.Contains("polite", File.ReadAllText(Path.Combine(_rig.Paths.Broken, Assert.Single(_rig.Broken()))), StringComparison.Ordinal);
    }

    [Fact]
    public void When_the_owner_of_a_wrongly_taken_lock_ends_meanwhile_the_turn_goes_on()
    {
        _rig.WriteLock(_rig.DeadScript());
        var exchanges = 0;
        _rig.Disk.Before = step =>
        {
            if (step != "exchange lock-break")
            {
                return;
            }

            if (++exchanges == 1)
            {
                ReplaceLock("polite");
            }
            else
            {
                File.Delete(_rig.Paths.Lock);
            }
        };
        using var turn = _rig.Take();
        Assert.Equal(2, exchanges);
        Assert.True(turn.IsOurs());
        Assert.Contains("polite", File.ReadAllText(Path.Combine(_rig.Paths.Broken, Assert.Single(_rig.Broken()))));
    }

    [Fact]
    public void A_lock_given_back_by_its_owner_before_the_exchange_is_not_missed()
    {
        _rig.WriteLock(_rig.DeadScript());
        _rig.Disk.Before = step => DeleteLock(step == "exchange lock-break");
        using var turn = _rig.Take();
        Assert.Empty(_rig.Noted());
        Assert.Empty(_rig.Broken());
    }

    [Fact]
    public void Where_names_cannot_be_exchanged_the_judged_file_is_deleted_and_a_copy_kept()
    {
        _rig.WriteLock(_rig.DeadScript());
        var text = _rig.LockText();
        _rig.Disk.Before = step => Unsupported(step.StartsWith("exchange", StringComparison.Ordinal));
        using var turn = _rig.Take();
        Assert.Equal(text, File.ReadAllText(_rig.LastBroken().KeptAs));
        Assert.True(turn.IsOurs());
    }

    [Fact]
    public void A_breaker_may_die_at_any_step_and_the_next_one_finishes() => DieAtEachStep(meanwhile: static () => { }, theirs: null);

    [Fact]
    public void A_breaker_that_took_the_wrong_lock_may_die_at_any_step_and_that_lock_is_given_back() =>
        DieAtEachStep(() => ReplaceLock("polite"), theirs: "polite");

    /// <summary>Breaks a dead lock again and again, dying one step later each time, until it survives.</summary>
    private void DieAtEachStep(Action meanwhile, string? theirs)
    {
        var survived = false;
        for (var death = 1; !survived; death++)
        {
            Assert.True(death < 200);
            _rig.WriteLock(_rig.DeadScript());
            var (steps, intervened) = (0, false);
            _rig.Disk = new SteppedDisk(_rig.Real)
            {
                Before = step =>
                {
                    if (step == "exchange lock-break" && !intervened)
                    {
                        intervened = true;
                        meanwhile();
                    }

                    if (++steps >= death)
                    {
                        throw new Death();
                    }
                },
            };
            try
            {
                _rig.Settings = _rig.Settings with { Timeout = TimeSpan.Zero };
                _rig.Take().Dispose();
                survived = true;
            }
            catch (BoardLockedException)
            {
                survived = true;
            }
            catch (Death)
            {
                _rig.Disk.CloseAll();
            }

            _rig.Disk = new SteppedDisk(_rig.Real);
            if (theirs is not null && intervened)
            {
                _rig.Settings = _rig.Settings with { Timeout = TimeSpan.FromSeconds(1) };
                Assert.Equal((death, theirs), (death, _rig.TakeInVain().HeldBy));
                Assert.Contains(theirs, _rig.LockText());
                File.Delete(_rig.Paths.Lock);
            }

            _rig.Settings = _rig.Settings with { Timeout = TimeSpan.FromSeconds(1) };
            using (var turn = _rig.Take())
            {
                Assert.True(turn.IsOurs());
            }

            Assert.False(File.Exists(_rig.Paths.Lock));
            Assert.DoesNotContain("lock-break", _rig.Real.List(_rig.Paths.Private));

            // Whenever it died: what was broken can be put on record.
            Assert.Equal(_rig.Broken(), _rig.Noted().Select(b => Path.GetFileName(b.KeptAs)));
        }
    }

    private FileStamp? ReplaceLock(string agent)
    {
        File.Delete(_rig.Paths.Lock);
        _rig.WriteLock(Alive(agent));
        return _rig.Real.Stat(_rig.Paths.Lock);
    }

    private LockRecord Alive(string agent) => _rig.ScriptOf(Environment.ProcessId, _rig.Processes.Self.Start) with { Agent = agent };

    private void DeleteLock(bool now)
    {
        if (now)
        {
            File.Delete(_rig.Paths.Lock);
        }
    }

    private static void Unsupported(bool now)
    {
        if (now)
        {
            throw new NotSupportedException();
        }
    }

    private sealed class Death : Exception;
}
