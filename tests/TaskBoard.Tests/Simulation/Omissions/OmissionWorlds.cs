namespace TaskBoard.Tests.Simulation.Omissions;

/// <summary>
/// In what worlds something is left out. Most of it is missed in any; what only matters after a rare chain of events has worlds in which each link of the chain is
/// frequent, and little else happens. Where nothing is left out they must go as well as all others.
/// </summary>
internal static class OmissionWorlds
{
    /// <summary>The world that is made of the one that was picked.</summary>
    public static WorldSettings For(Omission omitted, WorldSettings picked) => omitted switch
    {
        // A save that nobody flushed is displaced, and then the history is deleted to which the displaced file belongs.
        Omission.LeftOverFlush => Quiet(picked) with { People = 2, Cleaner = true },
        Omission.PrivateDirectoryFlush => Quiet(picked) with { Cleaner = true },

        // A hand edit is found by a turn that commits nothing else, and then the power is cut.
        Omission.CatchUpFlush => Quiet(picked) with { People = 2, Scheduler = Cut(picked.Scheduler) },

        // A commit is in doubt and was made, somebody builds upon it, and then the power is cut.
        Omission.MakingSureInDoubt or Omission.MakingSureInTheEnd => Quiet(picked) with { People = 2, DoubtChance = 0.2, Scheduler = Cut(picked.Scheduler) },
        Omission.MakingSureOfTheDead => Quiet(picked) with
        {
            People = 2,
            DoubtChance = 0.2,
            Scheduler = Cut(picked.Scheduler) with { KillChance = 0.015, MaxKills = 20 },
        },

        // Somebody deletes the lock in the middle of a turn, and a script that waited makes its own.
        Omission.OursBeforeCommit => Quiet(picked) with { LockTheftChance = 0.3 },
        Omission.OursBeforeDeleting => Quiet(picked) with
        {
            Agents = Math.Max(2, picked.Agents),
            Script = true,
            LockTheftChance = 0.3,
            Scheduler = Calm(picked.Scheduler) with { BystanderPercent = 6 },
        },

        // A script dies, and runs again under a lock of its own after that of the dead one was judged, and before it is broken.
        Omission.BrokenLock or Omission.GivingBack => Quiet(picked) with
        {
            Agents = Math.Max(2, picked.Agents),
            Script = true,
            ShellClearsUp = true,
            Scheduler = Calm(picked.Scheduler) with { BystanderPercent = 5 },
        },

        // Somebody writes into the file between the two halves of a reading. Times as fine as can be, or nobody could tell.
        Omission.Rereading => Quiet(picked) with
        {
            Agents = Math.Max(2, picked.Agents),
            ClockTick = TimeSpan.Zero,
            Stamper = true,
            Scheduler = Calm(picked.Scheduler) with { BystanderPercent = 20 },
        },
        _ => picked,
    };

    private static WorldSettings Quiet(WorldSettings picked) => picked with
    {
        People = 0,
        Script = false,
        DoubtChance = 0,
        FaultChance = 0,
        Cleaner = false,
        ClockIsSet = false,
        Scheduler = Calm(picked.Scheduler),
    };

    private static SchedulerSettings Calm(SchedulerSettings picked) => picked with { KillChance = 0, PowerCutChance = 0 };

    private static SchedulerSettings Cut(SchedulerSettings picked) => Calm(picked) with { PowerCutChance = 0.003, MaxPowerCuts = 6 };
}
