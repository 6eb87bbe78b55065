using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>
/// Decides the requests of a turn one after the other, each on the state that the one before left; a refusal leaves no trace. Together they
/// become one commit, each a revision of its own.
/// </summary>
internal sealed class Decider
{
    private readonly Committer _committer;
    private readonly TurnSeams _seams;
    private readonly BoardSettings _rules;
    private readonly BoardText _found;
    private readonly Writing _writing = new();
    private BoardText _text;
    private Dictionary<string, Lease>? _leases;
    private bool _accepts;

    public Decider(Committer committer, TurnSeams seams, BoardSettings rules, BoardText found)
    {
        (_committer, _seams, _rules, _found, _text) = (committer, seams, rules, found, found);
    }

    /// <summary>What is put on record besides, where the file is written anew instead of what cannot be read; null: it is not.</summary>
    public string? Rewriting { get; init; }

    /// <summary>Decides all.</summary>
    public DecidedTurn Decide(IReadOnlyList<TurnRequest> requests)
    {
        var revision = _committer.Head.LastRevision;
        var outcomes = new List<RequestOutcome>(requests.Count);
        foreach (var request in requests)
        {
            outcomes.Add(DecideOne(request, ref revision));
        }

        return new DecidedTurn(ReferenceEquals(_text, _found) ? null : _text, _writing, outcomes, _leases) { AcceptsRemoval = _accepts, AgentTimeout = _rules.AgentTimeout };
    }

    private RequestOutcome DecideOne(TurnRequest request, ref long revision)
    {
        try
        {
            request.CancellationToken.ThrowIfCancellationRequested();
            if (Known(request) is { } stored)
            {
                return RequestOutcome.Of(stored);
            }

            var view = ViewOf(_text.Content);
            var decision = request.Operation(view);
            var outcome = Take(request, decision, view, ref revision);
            return decision.NothingToDo ? RequestOutcome.NothingToDo : outcome;
        }
        catch (Exception e) when (e is OperationCanceledException or (BoardException and not HistoryDamagedException))
        {
            request.TakeBack?.Invoke();
            return RequestOutcome.Refused(e);
        }
    }

    private RequestOutcome Take(TurnRequest request, Decision decision, BoardView view, ref long revision)
    {
        var now = view.Now;
        var before = _text;
        var after = decision.Formats ? before.Formatted() : ReferenceEquals(decision.After, before.Content) ? before
            : decision.Word == BoardEventKind.Restored ? Restoring.Edit(before, decision.After)
            : before.With(decision.After);
        var expired = decision.Expired ?? before.Content;
        var clocks = DeltaOf(before.Content, expired);

        // Where the clock did all there is, its board and the text's are two objects of the same values.
        var callers = DeltaOf(expired, after.Content);
        var changed = clocks.Changes.Count + callers.Changes.Count > 0 || Rewriting is not null;
        if (changed)
        {
            // Here, so that only this request is refused and not those that share its turn.
            _committer.RefuseTooLarge(after.Length);
            revision++;
            _writing.Events.AddRange(EventDrafts.OfExpiry(clocks, revision, request.By, before.Content, expired, now));
            _writing.Events.AddRange(EventDrafts.OfChange(callers, revision, request.By, decision, now));
            foreach (var (delta, board) in new[] { (clocks, expired), (callers, after.Content) })
            {
                _writing.Add(delta.Mirror);
                _writing.Add(EventDrafts.Attempts(delta, board));
            }

            _text = after;
        }
        else if (decision.Formats)
        {
            // A commit without events: nothing that the history tells of is changed.
            _committer.RefuseTooLarge(after.Length);
            decision = decision with { AlreadyDone = ReferenceEquals(after, before) };
            _text = after;
        }

        foreach (var (task, lease) in decision.Leases)
        {
            _writing.Leases[task] = lease;
            SetLease(task, lease);
        }

        if (AgentRows.After(view, request.By, decision, changed || decision.Leases.Count > 0) is { } agent)
        {
            _writing.Agents[agent.Id] = agent;
        }

        foreach (var (id, persona) in decision.Personas)
        {
            _writing.Personas[id] = persona;
        }

        if (Rewriting is not null)
        {
            decision = decision with { AlreadyDone = false };
            _writing.Events.Add(new EventDraft(revision, now, null, BoardEventKind.Restored, request.By.Agent, decision.Source, Rewriting, null));
        }

        _accepts |= decision.AcceptsRemoval;
        if (decision.AsideEvent is { } kind)
        {
            _writing.Events.Add(new EventDraft(revision, now, null, kind, request.By.Agent, decision.Source, decision.Details, null));
        }

        var outcome = RequestOutcome.Of(decision, revision, changed);
        if (request.By.RequestKey is { } key && !decision.NothingToDo)
        {
            _writing.Requests.Add(new StoredRequest(request.By.Agent, key, request.RequestHash, outcome.ToJson(), revision));
        }

        return outcome;
    }

    // What leases that ended changed stands at the places where it stood, so both differences of a change may ask the same mirror.
    private BoardDelta DeltaOf(BoardContent before, BoardContent after) =>
        BoardDiff.Between(before, after, key => _writing.PositionOf(key) ?? _committer.Journal.PositionOf(key));

    private StoredRequest? Known(TurnRequest request)
    {
        if (request.By.RequestKey is not { } key)
        {
            return null;
        }

        var stored = _writing.Requests.Find(r => r.Agent == request.By.Agent && r.Key == key) ?? _committer.Journal.FindRequest(request.By.Agent, key);
        return stored is null || stored.RequestHash == request.RequestHash
            ? stored
            : throw new RequestKeyReusedException(request.By.Agent, key, stored.Revision);
    }

    private BoardView ViewOf(BoardContent content) => new(
        content,
        Leases(),
        _committer.Now,
        _seams.Processes.Self.BootId,
        _seams.Processes.SinceBoot,
        _rules,
        id => _writing.Attempts.TryGetValue(id, out var attempt) ? Math.Max(attempt, _committer.Journal.HighestAttempt(id) ?? 0) : _committer.Journal.HighestAttempt(id),
        _seams.Random)
    {
        Agent = id => _writing.Agents.GetValueOrDefault(id) ?? _committer.Journal.FindAgent(id),
        Personas = Personas,
        Past = new JournalPast(_committer.Journal, _committer.Head),
        Removed = () => [.. _committer.Removals.InForce(content).Select(r => r.Removed)],
        Host = _seams.Processes.Self.Host,
        Pid = _seams.Processes.Self.Pid,
        Process = ProcessProof.Of(_seams.Processes.Self),
    };

    /// <summary>The personas as this turn left them.</summary>
    private IReadOnlyList<PersonaRow> Personas()
    {
        var stored = _committer.Journal.Personas();
        return _writing.Personas.Count == 0 ? stored : [.. stored.Where(p => !_writing.Personas.ContainsKey(p.Id)), .. _writing.Personas.Values.OfType<PersonaRow>()];
    }

    private Dictionary<string, Lease> Leases() => _leases ??= _committer.Journal.Leases().ToDictionary(l => l.Task, StringComparer.Ordinal);

    private void SetLease(string task, Lease? lease)
    {
        if (lease is null)
        {
            Leases().Remove(task);
        }
        else
        {
            Leases()[task] = lease;
        }
    }
}

/// <summary>What was decided in a turn.</summary>
/// <param name="Text">The board's text after it; null: it stays as it is.</param>
/// <param name="Writing">What to write down.</param>
/// <param name="Outcomes">What each request came to, in order.</param>
/// <param name="Leases">The leases after it, by task; null: no request had need of them.</param>
internal sealed record DecidedTurn(
    BoardText? Text, Writing Writing, IReadOnlyList<RequestOutcome> Outcomes, IReadOnlyDictionary<string, Lease>? Leases)
{
    /// <summary>Whether somebody accepted that finished work was removed.</summary>
    public bool AcceptsRemoval { get; init; }

    /// <summary>After how long without a sign of life an agent counts as lost.</summary>
    public TimeSpan? AgentTimeout { get; init; }

    /// <summary>The answers. All see the board as the turn left it, with what other callers and hand edits did in it.</summary>
    /// <param name="board">The board in the end.</param>
    /// <param name="revision">The revision that it is at.</param>
    /// <param name="events">What was recorded for the requests.</param>
    public IReadOnlyList<TurnAnswer> Answers(BoardText board, long revision, IReadOnlyList<BoardEvent> events)
    {
        var snapshot = board.ToSnapshot(revision) with { Leases = Leases };
        var byRevision = events.ToLookup(e => e.Revision);
        return Outcomes.Select(o => o.Answer(snapshot, o.Changed ? byRevision[o.Revision] : [], AgentTimeout)).ToArray();
    }
}
