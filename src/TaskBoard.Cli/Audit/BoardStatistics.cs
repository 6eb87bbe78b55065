namespace TaskBoard.Cli.Audit;

/// <summary>The figures of a board, counted by its history.</summary>
internal sealed class BoardStatistics
{
    private readonly ILookup<string, (string Label, object? Value)> _rows;

    private BoardStatistics(QueryResult result) =>
        _rows = result.Rows.ToLookup(r => (string)r[0]!, r => ((string?)r[1] ?? "", r[2]), StringComparer.Ordinal);

    /// <summary>Tasks by state: every state there is, and words on the board that are none.</summary>
    public IReadOnlyList<(string State, long Count)> Tasks =>
        Enum.GetValues<TaskState>().Select(s => s.ToWord()).Union(_rows["tasks"].Select(r => r.Label)).Select(s => (s, Count("tasks", s))).ToList();

    /// <summary>Events by source.</summary>
    public IReadOnlyList<(string Source, long Count)> Events => _rows["events"].Select(r => (r.Label, (long)r.Value!)).ToList();

    /// <summary>The last revision.</summary>
    public long Revision => Count("revision");

    /// <summary>From being added to being completed.</summary>
    public TimesOf LeadTimes => Times("lead_time");

    /// <summary>From being PENDING to being claimed.</summary>
    public TimesOf ClaimWaits => Times("claim_wait");

    /// <summary>Claims ended by somebody else.</summary>
    public long LostClaims => Count("lost_claims");

    /// <summary>Tasks that were worked at more than once.</summary>
    public long ReworkedTasks => Count("rework");

    /// <summary>Failed attempts.</summary>
    public long Failures => Count("failures");

    /// <summary>How often a finished task was opened again.</summary>
    public long Reopened => Count("reopened");

    /// <summary>What each agent did.</summary>
    public IReadOnlyList<AgentFigures> Agents => _rows["agent_events"].Select(r => r.Label).Select(agent => new AgentFigures(
        agent,
        Count("agent_tasks", agent),
        Count("agent_claims", agent),
        Count("agent_completed", agent),
        Count("agent_failed", agent),
        Count("agent_lost", agent),
        _rows["agent_last_seen"].First(r => r.Label == agent).Value as string ?? "")).ToList();

    /// <summary>Counts, in one moment of the history.</summary>
    public static async Task<BoardStatistics> OfAsync(BoardHistory history, CancellationToken cancellationToken) => new(await history.QueryAsync(
        Sql, new QueryOptions { MaxRows = 100_000, Timeout = TimeSpan.FromMinutes(1) }, cancellationToken).ConfigureAwait(false));

    private long Count(string measure, string label = "") => _rows[measure].FirstOrDefault(r => r.Label == label).Value as long? ?? 0;

    private TimesOf Times(string measure) => new(Count(measure + "_count"), Seconds(measure, "50"), Seconds(measure, "95"), Seconds(measure, "100"));

    private double? Seconds(string measure, string percent) => _rows[measure].FirstOrDefault(r => r.Label == percent).Value switch
    {
        long whole => whole,
        double seconds => seconds,
        _ => null,
    };

    // Percentiles by nearest rank.
    private const string Sql = """
        WITH
        percents(p) AS (VALUES (50), (95), (100)),
        leads AS (SELECT seconds, row_number() OVER (ORDER BY seconds) AS n, count(*) OVER () AS total FROM lead_times),
        waits AS (SELECT seconds, row_number() OVER (ORDER BY seconds) AS n, count(*) OVER () AS total FROM claim_waits)
        SELECT 'tasks', status, count(*) FROM tasks GROUP BY status
        UNION ALL SELECT 'events', source, count(*) FROM events GROUP BY source
        UNION ALL SELECT 'revision', NULL, coalesce(max(revision), 0) FROM events
        UNION ALL SELECT 'lead_time_count', NULL, count(*) FROM leads
        UNION ALL SELECT 'lead_time', cast(p AS TEXT), seconds FROM percents, leads WHERE n = (total * p + 99) / 100
        UNION ALL SELECT 'claim_wait_count', NULL, count(*) FROM waits
        UNION ALL SELECT 'claim_wait', cast(p AS TEXT), seconds FROM percents, waits WHERE n = (total * p + 99) / 100
        UNION ALL SELECT 'lost_claims', NULL, count(*) FROM lost_claims
        UNION ALL SELECT 'failures', NULL, count(*) FROM failures
        UNION ALL SELECT 'rework', NULL, count(*) FROM rework
        UNION ALL SELECT 'reopened', NULL, coalesce(sum(reopened), 0) FROM rework
        UNION ALL SELECT 'agent_events', agent_id, events FROM (SELECT * FROM agent_activity ORDER BY agent_id)
        UNION ALL SELECT 'agent_tasks', agent_id, tasks FROM agent_activity
        UNION ALL SELECT 'agent_claims', agent_id, claims FROM agent_activity
        UNION ALL SELECT 'agent_completed', agent_id, completed FROM agent_activity
        UNION ALL SELECT 'agent_failed', agent_id, failed FROM agent_activity
        UNION ALL SELECT 'agent_lost', agent_id, count(*) FROM lost_claims GROUP BY agent_id
        UNION ALL SELECT 'agent_last_seen', agent_id, last_seen FROM agent_activity
        """;
}

/// <summary>How long something took, in seconds.</summary>
/// <param name="Count">How often it was measured.</param>
/// <param name="Median">Half took no longer; null: never measured.</param>
/// <param name="Percentile95">95 of 100 took no longer; null: never measured.</param>
/// <param name="Longest">The longest; null: never measured.</param>
internal sealed record TimesOf(long Count, double? Median, double? Percentile95, double? Longest);

/// <summary>What one agent did.</summary>
/// <param name="Agent">Its id.</param>
/// <param name="Tasks">How many tasks it touched.</param>
/// <param name="Claims">How often it claimed one.</param>
/// <param name="Completed">How many it completed.</param>
/// <param name="Failed">How many attempts it reported as failed.</param>
/// <param name="Lost">How many of its claims somebody else ended.</param>
/// <param name="LastSeen">When it last did something.</param>
internal sealed record AgentFigures(string Agent, long Tasks, long Claims, long Completed, long Failed, long Lost, string LastSeen);
