namespace TaskBoard.Settings;

/// <summary>All settings, in the order in which they are listed. A new one is a line here, and one in the README.</summary>
internal static class KnownSettings
{
    private static readonly TimeSpan s_long = TimeSpan.FromDays(365);

    /// <summary>The settings.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new TimeSetting("lease", nameof(BoardOptions.Lease), "1 s to 30 days", TimeSpan.FromSeconds(1), TimeSpan.FromDays(30), o => o.Lease, (o, v) => o.Lease = v),
        new LimitSetting("max_run", nameof(BoardOptions.MaxRun), "1 s to 365 days, or null", TimeSpan.FromSeconds(1), s_long, o => o.MaxRun, (o, v) => o.MaxRun = v),
        new TimeSetting(
            "agent_timeout", nameof(BoardOptions.AgentTimeout), "1 s to 30 days", TimeSpan.FromSeconds(1), TimeSpan.FromDays(30), o => o.AgentTimeout, (o, v) => o.AgentTimeout = v),
        new NumberSetting("max_attempts", nameof(BoardOptions.MaxAttempts), "at least 1", 1, int.MaxValue, o => o.MaxAttempts, (o, v) => o.MaxAttempts = (int)v),
        new TimeSetting("retry_delay", nameof(BoardOptions.RetryDelay), "not negative, up to a year", TimeSpan.Zero, s_long, o => o.RetryDelay, (o, v) => o.RetryDelay = v),
        new TimeSetting(
            "retry_max_delay", nameof(BoardOptions.RetryMaxDelay), "not negative, up to a year", TimeSpan.Zero, s_long, o => o.RetryMaxDelay, (o, v) => o.RetryMaxDelay = v),
        new WordSetting("claim_order", nameof(BoardOptions.ClaimOrder), ["priority", "file"], o => (int)o.ClaimOrder, (o, v) => o.ClaimOrder = (ClaimOrder)v),
        new SwitchSetting("require_evidence", nameof(BoardOptions.RequireEvidence), o => o.RequireEvidence, (o, v) => o.RequireEvidence = v),
        new SwitchSetting("clear_assigned_to", nameof(BoardOptions.ClearAssignedTo), o => o.ClearAssignedTo, (o, v) => o.ClearAssignedTo = v),
        new NumberSetting("history_kept", nameof(BoardOptions.HistoryKept), "at least 1", 1, int.MaxValue, o => o.HistoryKept, (o, v) => o.HistoryKept = (int)v),
        new NumberSetting("backups_kept", nameof(BoardOptions.BackupsKept), "at least 1", 1, int.MaxValue, o => o.BackupsKept, (o, v) => o.BackupsKept = (int)v),
        new TimeSetting(
            "stale_lock_timeout", nameof(BoardOptions.StaleLockTimeout), "at least 2 s, up to a year", TimeSpan.FromSeconds(2), s_long,
            o => o.StaleLockTimeout, (o, v) => o.StaleLockTimeout = v),
        new WordSetting("durability", nameof(BoardOptions.Durability), ["flushed", "buffered"], o => (int)o.Durability, (o, v) => o.Durability = (Durability)v),
        new NumberSetting("max_file_bytes", nameof(BoardOptions.MaxFileBytes), "at least 1024", 1024, int.MaxValue, o => o.MaxFileBytes, (o, v) => o.MaxFileBytes = v),
        new NumberSetting("max_depth", nameof(BoardOptions.MaxDepth), "8 to 1000", 8, 1000, o => o.MaxDepth, (o, v) => o.MaxDepth = (int)v),
    ];

    /// <summary>The setting of this name; null: there is none.</summary>
    public static Setting? Find(string name) => All.FirstOrDefault(s => s.Name == name);
}
