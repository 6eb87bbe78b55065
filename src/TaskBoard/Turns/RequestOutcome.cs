using System.Globalization;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>What one request came to; as JSON it is what a repetition with the same request key is answered.</summary>
internal sealed record RequestOutcome
{
    /// <summary>There was nothing to do.</summary>
    public static RequestOutcome NothingToDo { get; } = new();

    /// <summary>Why it was refused; null: it was not.</summary>
    public Exception? Refusal { get; private init; }

    /// <summary>The revision it became, or that the board was at.</summary>
    public long Revision { get; private init; }

    /// <summary>Whether the board was changed now.</summary>
    public bool Changed { get; private init; }

    private Decision? Decision { get; init; }

    /// <summary>A refusal.</summary>
    public static RequestOutcome Refused(Exception refusal) => new() { Refusal = refusal };

    /// <summary>A decision taken now.</summary>
    public static RequestOutcome Of(Decision decision, long revision, bool changed) =>
        new() { Decision = decision, Revision = revision, Changed = changed };

    /// <summary>A request that was answered before.</summary>
    public static RequestOutcome Of(StoredRequest stored)
    {
        var result = JsonText.Properties(stored.Result).ToDictionary(StringComparer.Ordinal);
        return new RequestOutcome
        {
            Revision = stored.Revision,
            Decision = new Decision
            {
                After = BoardContent.Empty,
                Tasks = Ids(result["tasks"]),
                Ready = Ids(result["ready"]),
                Claim = ClaimHandle.TryParse(JsonText.Text(result["claim"]), out var claim) ? claim : null,
                Resumed = result["resumed"] == "true",
                Late = result["late"] == "true",
                AlreadyDone = true,
            },
        };
    }

    /// <summary>What to keep for a repetition.</summary>
    public string ToJson() => JsonText.Object(
    [
        new("tasks", JsonText.Strings(Decision!.Tasks.Select(t => t.Value))),
        new("ready", JsonText.Strings(Decision.Ready.Select(t => t.Value))),
        new("claim", Decision.Claim is { } claim ? JsonText.Quote(claim.ToString()) : "null"),
        new("resumed", Decision.Resumed ? "true" : "false"),
        new("late", Decision.Late ? "true" : "false"),
        new("revision", Revision.ToString(CultureInfo.InvariantCulture)),
    ]);

    /// <summary>The answer to the caller.</summary>
    public TurnAnswer Answer(BoardSnapshot snapshot, IEnumerable<BoardEvent> events, TimeSpan? agentTimeout) => Decision is null
        ? new TurnAnswer(null, Refusal)
        : new TurnAnswer(
            new BoardChange
            {
                Revision = Revision,
                Snapshot = snapshot,
                Events = events.ToValueList(),
                Tasks = Decision.Tasks.ToValueList(),
                Claim = Decision.Claim,
                Lease = Decision.Claim is { } claim && Decision.Leases.GetValueOrDefault(claim.Task.Value) is { } lease
                    ? new ClaimLease(lease.ExpiresAt, lease.Length, lease.MaxRunAt) { AgentTimeout = agentTimeout }
                    : null,
                Ready = Decision.Ready.ToValueList(),
                Said = Decision.Warnings.ToValueList(),
                AlreadyDone = Decision.AlreadyDone,
                Resumed = Decision.Resumed,
                Late = Decision.Late,
            },
            null);

    private static TaskId[] Ids(string json) => JsonText.Elements(json).Select(e => TaskId.Parse(JsonText.Text(e)!)).ToArray();
}
