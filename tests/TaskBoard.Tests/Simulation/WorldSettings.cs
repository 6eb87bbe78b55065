using TaskBoard.TestKit;

namespace TaskBoard.Tests.Simulation;

/// <summary>What kind of world a seed gives.</summary>
internal sealed record WorldSettings
{
    /// <summary>How many agents begin.</summary>
    public required int Agents { get; init; }

    /// <summary>How many people save the file.</summary>
    public required int People { get; init; }

    /// <summary>Whether a script takes turns by the visible lock.</summary>
    public required bool Script { get; init; }

    /// <summary>How coarse the times of files are.</summary>
    public required TimeSpan ClockTick { get; init; }

    /// <summary>Whether numbers of deleted files are given out again at once.</summary>
    public required bool ReuseInodes { get; init; }

    /// <summary>The chance of an I/O error at COMMIT.</summary>
    public required double DoubtChance { get; init; }

    /// <summary>The chance of a call to the disk to fail.</summary>
    public required double FaultChance { get; init; }

    /// <summary>Whether somebody deletes <c>.taskboard</c>, or the history in it.</summary>
    public required bool Cleaner { get; init; }

    /// <summary>Whether the wall clock is set forward and back.</summary>
    public required bool ClockIsSet { get; init; }

    /// <summary>Whether the shell of a script that died takes its lock away, and runs it again.</summary>
    public bool ShellClearsUp { get; init; }

    /// <summary>The chance that somebody deletes <c>tasks.lock</c> in a turn that has begun to write its new file.</summary>
    public double LockTheftChance { get; init; }

    /// <summary>Whether a program writes a mark into all tasks at one stroke, again and again.</summary>
    public bool Stamper { get; init; }

    /// <summary>Whether nobody but agents writes <c>tasks.json</c>.</summary>
    public bool IsOnlyAgents => People == 0 && !Script && !Stamper;

    /// <summary>How threads run.</summary>
    public required SchedulerSettings Scheduler { get; init; }

    /// <summary>The world of a seed.</summary>
    public static WorldSettings Pick(Random random) => Pick(random, isBadDisk: random.Next(10) == 0);

    private static WorldSettings Pick(Random random, bool isBadDisk) => new()
    {
        Agents = random.Next(1, 4),
        People = random.Next(3),
        Script = random.Next(4) == 0,
        ClockTick = random.Next(2) == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(4),
        ReuseInodes = random.Next(2) == 0,
        DoubtChance = isBadDisk ? 0.2 : random.Next(4) == 0 ? 0.05 : 0,
        FaultChance = random.Next(4) == 0 ? 0.01 * random.NextDouble() : 0,
        Cleaner = random.Next(5) == 0,
        ClockIsSet = random.Next(4) == 0,
        Scheduler = new SchedulerSettings
        {
            SwitchPercent = random.Next(2, 50),
            BystanderPercent = random.Next(1, 20),
            KillChance = random.Next(4) == 0 ? 0 : 0.015 * random.NextDouble(),
            MaxKills = 5,
            PowerCutChance = isBadDisk ? 0.01 : random.Next(3) == 0 ? 0.005 * random.NextDouble() : 0,
            MaxPowerCuts = 3,

            // A seed that is run again is looked at from its beginning.
            TraceLength = Seeds.Asked is null ? 400 : 100_000,
            PauseChance = random.Next(2) == 0 ? 0 : 0.005,
            StepTime = TimeSpan.FromMilliseconds(random.Next(3) switch { 0 => 0.02, 1 => 0.5, _ => 8 }),
        },
    };
}
