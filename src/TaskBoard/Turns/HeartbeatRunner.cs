using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>
/// Answers signs of life beside the turns: takes <c>commit.lock</c> for a moment, because no commit may meet a checkpoint, but not
/// <c>tasks.lock</c>; looks at <c>tasks.json</c>, never writes it; and renews leases in a small transaction. Used by one thread at a time.
/// </summary>
/// <remarks>
/// What is found as expected is all that is answered here: the file says that the claim is the present one, and so does the lease. Everything else
/// (a claim that seems lost, a dead writer's commit that is not shown yet, a history that is gone) is left to a turn, which recovers and catches up
/// with hand edits first: somebody who saved an older text does not make an agent lose its claim. Nothing is flushed: a power cut that loses a
/// sign of life costs its lease some time, and no more. A task that a person has to mend first (a property that stands in it twice) is renewed all the same:
/// nobody can act on it, and who has it in hand is not to lose it by somebody's slip.
/// </remarks>
internal sealed class HeartbeatRunner(
    TurnSeams seams, Func<TurnTerms?, TurnTerms> agree, BoardPaths paths, BoardFile file, JournalConnection journals)
{
    private readonly JournalTransaction _transaction = new(paths, journals);
    private TurnTerms? _terms;
    private long _revision;

    /// <summary>Answers every request, or that only a turn can.</summary>
    /// <exception cref="BoardException">The lock was not obtained, or the history could not be written: this answers all requests.</exception>
    public IReadOnlyList<TurnAnswer> Run(IReadOnlyList<TurnRequest> requests, CancellationToken cancellationToken, TimeSpan? since = null)
    {
        _terms = agree(_terms);

        // Read and hashed before anybody has to wait for it.
        _ = file.Look();
        using var held = _terms.Lock.TakeCommitLock(cancellationToken, since);
        using var use = journals.TakeWhileLocked();
        try
        {
            if (journals.HoldsNothingWhileLocked())
            {
                return OnlyByTurn(requests);
            }

            var answers = AnswerWhileLocked(requests);
            _transaction.Rollback();
            journals.TidySeldomWhileLocked();
            return answers;
        }
        catch (JournalInDoubtException e)
        {
            // Of what was not to be flushed nothing is left that others could build upon in vain; the connection is not trusted any more.
            journals.MendWhileLocked();
            throw JournalFaults.InDoubt(paths.History, e, "Whether the sign of life was recorded shows when it is repeated.");
        }
        catch (Exception e) when (JournalFaults.IsForeign(e))
        {
            throw JournalFaults.Foreign(paths.History, e);
        }
        catch (Exception e) when (e is DiskException or HistoryDamagedException)
        {
            _transaction.Rollback();
            journals.CloseWhileLocked();
            throw;
        }
        finally
        {
            _transaction.Rollback();
        }
    }

    private static TurnAnswer[] OnlyByTurn(IReadOnlyList<TurnRequest> requests) => [.. requests.Select(_ => TurnAnswer.OnlyByTurn)];

    private TurnAnswer[] AnswerWhileLocked(IReadOnlyList<TurnRequest> requests)
    {
        _transaction.Begin(durable: false);
        if (_transaction.Head.LastCommit is not { State: CommitState.Applied })
        {
            return OnlyByTurn(requests);
        }

        _revision = _transaction.Head.LastRevision;
        var leases = requests.Select(r => r.By.Agent).Distinct(StringComparer.Ordinal).SelectMany(_transaction.Journal.LeasesOf)
            .ToDictionary(l => l.Task, StringComparer.Ordinal);
        var (snapshot, content) = Board(leases.Keys);
        var view = new BoardView(
            content, leases, seams.Clock.GetUtcNow(), seams.Processes.Self.BootId, seams.Processes.SinceBoot, _terms!.Settings.Rules,
            HighestAttempt: static _ => null, seams.Random)
        {
            Agent = _transaction.Journal.FindAgent,
            Host = seams.Processes.Self.Host,
            Pid = seams.Processes.Self.Pid,
            Process = ProcessProof.Of(seams.Processes.Self),
        };
        var writing = new Writing();
        var answers = requests.Select(request => Answer(request, view, snapshot, writing)).ToArray();
        if (!writing.IsEmpty)
        {
            _transaction.Journal.Append(new JournalEntry(null, [], null, [], writing.Leases, writing.Attempts) { Agents = writing.Agents.Values });
            _transaction.Commit(durable: false);
        }

        return answers;
    }

    /// <summary>
    /// The board, and of it what those who ask may have in hand: as of the last commit, where the hash says that the file still is that, so that
    /// it need not be parsed; otherwise the file as it is; while it cannot be read, as it last was: nobody else can claim anything then either.
    /// </summary>
    private (BoardSnapshot Snapshot, BoardContent Content) Board(IEnumerable<string> tasks)
    {
        var seen = file.Look();
        if (seen is not null && seen.Hash == _transaction.Head.LastCommit!.NewHash)
        {
            return (new BoardSnapshot(seen.Text) { Revision = _revision }, new BoardContent([.. tasks.Select(_transaction.Journal.FindMirrored).OfType<TaskContent>()]));
        }

        if (Parsed(seen) is { } text)
        {
            // A hand edit that no turn has met yet belongs to no revision.
            return (text.ToSnapshot(), text.Content);
        }

        var content = _transaction.Journal.Mirror().Content;
        var snapshot = new BoardSnapshot
        {
            Tasks = content.Tasks.Select(t => t.Item).ToValueList(),
            Content = content,
            Readable = false,
            Revision = _revision,
            Problems = [new BoardProblem(0, 0, $"{paths.Board} cannot be read; this is the last good revision.")],
        };
        return (snapshot, content);
    }

    private static BoardText? Parsed(SeenBoard? seen)
    {
        try
        {
            return seen?.Text.Value;
        }
        catch (Exception e) when (e is BoardUnreadableException or BoardTooLargeException)
        {
            return null;
        }
    }

    private TurnAnswer Answer(TurnRequest request, BoardView view, BoardSnapshot snapshot, Writing writing)
    {
        try
        {
            request.CancellationToken.ThrowIfCancellationRequested();
            var decision = request.Operation(view);
            if (decision.Leases.Count == 0 && decision.Agent is null)
            {
                return TurnAnswer.OnlyByTurn;
            }

            foreach (var (task, lease) in decision.Leases)
            {
                writing.Leases[task] = lease;
            }

            if (AgentRows.After(view, request.By, decision, wrote: true) is { } agent)
            {
                writing.Agents[agent.Id] = agent;
            }

            return RequestOutcome.Of(decision, _revision, changed: false).Answer(snapshot, [], view.Settings.AgentTimeout);
        }
        catch (OperationCanceledException e)
        {
            return new TurnAnswer(null, e);
        }
        catch (BoardException)
        {
            return TurnAnswer.OnlyByTurn;
        }
    }
}
