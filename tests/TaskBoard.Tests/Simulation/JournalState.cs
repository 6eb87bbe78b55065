using System.Collections.Immutable;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Tests.Simulation;

/// <summary>What a simulated history database holds at one moment. Immutable: a transaction works on its own and puts it in place as a whole.</summary>
internal sealed record JournalState
{
    public ImmutableList<CommitRecord> Commits { get; init; } = [];

    public ImmutableList<BoardEvent> Events { get; init; } = [];

    public ImmutableDictionary<string, MirrorTask> Rows { get; init; } = ImmutableDictionary.Create<string, MirrorTask>(StringComparer.Ordinal);

    public string? Root { get; init; }

    public ImmutableDictionary<(string Agent, string Key), StoredRequest> Requests { get; init; } = ImmutableDictionary<(string Agent, string Key), StoredRequest>.Empty;

    public ImmutableDictionary<string, Lease> Leases { get; init; } = ImmutableDictionary<string, Lease>.Empty;

    public ImmutableDictionary<string, AgentRow> Agents { get; init; } = ImmutableDictionary<string, AgentRow>.Empty;

    public ImmutableDictionary<string, PersonaRow> Personas { get; init; } = ImmutableDictionary<string, PersonaRow>.Empty;

    public ImmutableDictionary<string, int> Attempts { get; init; } = ImmutableDictionary<string, int>.Empty;

    public MirrorBoard Mirror()
    {
        var rows = Rows.Values.OrderBy(r => r.Position, StringComparer.Ordinal).ToArray();
        return new MirrorBoard(
            new BoardContent(rows.Select(r => TaskContent.FromJson(r.Key, r.Json)).ToArray(), Root is null ? null : JsonText.Properties(Root)),
            rows.ToDictionary(r => r.Key, r => r.Position, StringComparer.Ordinal));
    }

    public JournalHead Head() => new(
        Commits.LastOrDefault(),
        Commits.Aggregate(0L, (last, c) => Math.Max(last, c.LastRevision ?? 0)),
        Events.Count,
        Events.LastOrDefault()?.Hash ?? EventChain.Genesis,
        Events.LastOrDefault()?.RecordedAt);

    /// <summary>The same with one more commit; refuses what the triggers and keys of the real database refuse.</summary>
    public JournalState Appending(JournalEntry entry)
    {
        Require(entry.Commit is null || entry.Commit.Number == Commits.Count + 1, $"commit {entry.Commit?.Number} does not follow {Commits.Count}");
        var events = Events;
        foreach (var item in entry.Events)
        {
            var last = events.LastOrDefault();
            Require(item.Sequence == events.Count + 1, $"event {item.Sequence} does not follow {events.Count}");
            Require(item.PreviousHash == (last?.Hash ?? EventChain.Genesis), $"event {item.Sequence} does not continue the chain");
            events = events.Add(item);
        }

        var requests = Requests;
        foreach (var request in entry.Requests)
        {
            Require(!requests.ContainsKey((request.Agent, request.Key)), $"request {request.Key} of {request.Agent} is there already");
            requests = requests.Add((request.Agent, request.Key), request);
        }

        return this with
        {
            Commits = entry.Commit is null ? Commits : Commits.Add(entry.Commit),
            Events = events,
            Rows = entry.Mirror is null ? Rows : Rows.RemoveRange(entry.Mirror.Deletes).SetItems(entry.Mirror.Upserts.Select(u => KeyValuePair.Create(u.Key, u))),
            Root = entry.Mirror?.Root is { } root ? root.Json : Root,
            Requests = requests,
            Leases = Leases.RemoveRange(entry.Leases.Where(l => l.Value is null).Select(l => l.Key))
                .SetItems(entry.Leases.Where(l => l.Value is not null).Select(l => KeyValuePair.Create(l.Key, l.Value!))),
            Agents = Agents.SetItems(entry.Agents.Select(a => KeyValuePair.Create(a.Id, a))),
            Personas = Personas.RemoveRange(entry.Personas.Where(p => p.Value is null).Select(p => p.Key))
                .SetItems(entry.Personas.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Key, p.Value!))),
            Attempts = Attempts.SetItems(entry.Attempts.Select(a => KeyValuePair.Create(a.Key, Math.Max(a.Value, Attempts.GetValueOrDefault(a.Key))))),
        };
    }

    /// <summary>Whether nothing was done since but to renew leases, each in the hands it was in, with signs of life of agents.</summary>
    public bool OnlyRenews(JournalState before) =>
        this with { Leases = before.Leases, Agents = before.Agents } == before && Leases.Count == before.Leases.Count
        && Leases.Values.All(now => before.Leases.TryGetValue(now.Task, out var then) && (then.Attempt, then.Agent) == (now.Attempt, now.Agent));

    public JournalState WithState(long commit, CommitState state) =>
        this with { Commits = Commits.SetItem((int)commit - 1, Commits[(int)commit - 1] with { State = state }) };

    private static void Require(bool condition, string fault)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"The database refuses: {fault}.");
        }
    }
}
