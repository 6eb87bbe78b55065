using System.Globalization;
using System.Text;
using TaskBoard.Files;

namespace TaskBoard.Locking;

/// <summary>
/// What stands in <c>tasks.lock</c>. <c>agent_id</c> and <c>timestamp</c> are what any program writes; the rest is ours and optional.
/// </summary>
internal sealed record LockRecord
{
    /// <summary>The value of <c>liveness</c> that says: the writer holds an operating-system lock on this very file while it lives.</summary>
    public const string Flock = "flock";

    /// <summary>Who holds the lock.</summary>
    public required string Agent { get; init; }

    /// <summary>Since when, as it was written; see <see cref="Since"/>.</summary>
    public required string Timestamp { get; init; }

    /// <summary>The process; null: not said.</summary>
    public int? Pid { get; init; }

    /// <summary>When that process was started, in its system's words; null: not said.</summary>
    public string? ProcessStart { get; init; }

    /// <summary>The namespace in which the process number counts; null: not said, or the system has none.</summary>
    public string? PidNamespace { get; init; }

    /// <summary>The start of the machine on which it was written; null: not said.</summary>
    public string? BootId { get; init; }

    /// <summary>The machine on which it was written; null: not said.</summary>
    public string? MachineId { get; init; }

    /// <summary>The machine's name; null: not said.</summary>
    public string? Host { get; init; }

    /// <summary>What children of the holder know it by; null: not said.</summary>
    public string? Nonce { get; init; }

    /// <summary>How the holder proves that it lives; null: not at all.</summary>
    public string? Liveness { get; init; }

    /// <summary>
    /// The <see cref="LockSighting.Id"/> of the stale lock in whose place this one was put: whoever finds a breaking that its author did not
    /// survive can verify it with this, and give back what came out by mistake. Null: it stands in nobody's place.
    /// </summary>
    public string? Breaks { get; init; }

    /// <summary>Whether TaskBoard wrote it, so that the lock on the file decides.</summary>
    public bool IsOurs => Liveness == Flock && BootId is not null;

    /// <summary>Since when; null: the timestamp is none.</summary>
    public DateTimeOffset? Since =>
        DateTimeOffset.TryParse(Timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : null;

    /// <summary>A record of this process.</summary>
    public static LockRecord Of(ProcessIdentity self, string agent, DateTimeOffset now, string nonce, string? breaks) => new()
    {
        Agent = agent,
        Timestamp = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        Pid = self.Pid,
        ProcessStart = self.Start,
        PidNamespace = self.PidNamespace,
        BootId = self.BootId,
        MachineId = self.MachineId,
        Host = self.Host,
        Nonce = nonce,
        Liveness = Flock,
        Breaks = breaks,
    };

    /// <summary>The record as it stands in the file, one line.</summary>
    public byte[] ToBytes()
    {
        var properties = new List<KeyValuePair<string, string>>();
        Add("agent_id", Agent);
        Add("timestamp", Timestamp);
        if (Pid is { } pid)
        {
            properties.Add(new("pid", pid.ToString(CultureInfo.InvariantCulture)));
        }

        Add("process_start", ProcessStart);
        Add("pid_ns", PidNamespace);
        Add("boot_id", BootId);
        Add("machine_id", MachineId);
        Add("host", Host);
        Add("nonce", Nonce);
        Add("liveness", Liveness);
        Add("breaks", Breaks);
        return Encoding.UTF8.GetBytes(JsonText.Object(properties) + "\n");

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                properties.Add(new(name, JsonText.Quote(value)));
            }
        }
    }
}
