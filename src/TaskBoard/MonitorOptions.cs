namespace TaskBoard;

/// <summary>How a <see cref="BoardMonitor"/> looks at its board. Checked when a look begins.</summary>
public sealed class MonitorOptions
{
    /// <summary>Whether it acts on what it is safe to act on. Default false: it only looks.</summary>
    public bool Repair { get; set; }

    /// <summary>Under which name it acts. Default <c>monitor</c>.</summary>
    public string Agent { get; set; } = "monitor";

    /// <summary>How long it waits for the next look where nothing happens. Default 1 min; 1 s to 1 day.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Below how many free bytes there is little space. Default 100 MiB; zero: never.</summary>
    public long LeastFreeBytes { get; set; } = 100 * 1024 * 1024;

    /// <summary>How old the newest backup of a board that changed since may be. Default 1 day; zero: no backups are made or missed.</summary>
    public TimeSpan BackupEvery { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How many backups of each history are kept; from 1. Default null: as many as the board's settings say (<see cref="BoardOptions.BackupsKept"/>).</summary>
    public int? BackupsKept { get; set; }

    /// <summary>How often the whole history is verified, besides the first look: that takes longer than all the rest. Default 1 h; from zero: at each look.</summary>
    public TimeSpan VerifyEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Refuses what is out of range.</summary>
    internal void Check()
    {
        Rules.Requests.CheckAgent(Agent);
        Require(Interval >= TimeSpan.FromSeconds(1) && Interval <= TimeSpan.FromDays(1), nameof(Interval), "1 s to 1 day");
        Require(LeastFreeBytes >= 0, nameof(LeastFreeBytes), "not negative");
        Require(BackupEvery >= TimeSpan.Zero, nameof(BackupEvery), "not negative");
        Require(BackupsKept is null or >= 1, nameof(BackupsKept), "at least 1");
        Require(VerifyEvery >= TimeSpan.Zero, nameof(VerifyEvery), "not negative");

        static void Require(bool holds, string option, string range)
        {
            if (!holds)
            {
                throw new InvalidRequestException($"MonitorOptions.{option} is out of its range: {range}.");
            }
        }
    }
}
