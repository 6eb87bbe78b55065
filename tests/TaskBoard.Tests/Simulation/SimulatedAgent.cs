using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.Rules;
using TaskBoard.Tests.Simulation.Omissions;
using TaskBoard.Turns;

namespace TaskBoard.Tests.Simulation;

/// <summary>
/// An agent that works in one simulated process after the other: where one is killed, a successor under the same name goes on, often by
/// repeating the last request with its key, as a careful caller would.
/// </summary>
internal sealed class SimulatedAgent(SimulatedWorld world, string name, int changes)
{
    private readonly List<ClaimHandle> _claims = [];
    private HeartbeatRunner? _heartbeats;
    private int _left = changes;
    private (ChangeBy By, Request Request, int Era)? _unanswered;
    private JournalState? _saw;

    /// <summary>Starts its first process.</summary>
    public void Start() => StartProcess(Work);

    /// <summary>Starts a process that only takes turns.</summary>
    public void StartTurns(int turns) => StartProcess(runner =>
    {
        for (var i = 0; i < turns; i++)
        {
            TakeTurn(runner, patience: world.Roughness.ClockIsSet ? 3 : 0);
        }
    });

    /// <summary>Where a clock was set, what a power cut left of a lock cannot be told from one that is being written: its time must run out.</summary>
    private void TakeTurn(TurnRunner runner, int patience)
    {
        for (; ; patience--)
        {
            try
            {
                runner.Run(name, [], CancellationToken.None);
                return;
            }
            catch (BoardLockedException) when (patience > 0)
            {
                world.Scheduler.Sleep(new BoardOptions().StaleLockTimeout);
            }
        }
    }

    private void StartProcess(Action<TurnRunner> work)
    {
        var pid = world.Processes.Add(world.Scheduler.Now);
        var owner = $"{name}/{pid}";
        world.Scheduler.Start(
            owner,
            () =>
            {
                var runner = NewRunner(owner, pid);
                work(runner);
                runner.Close(CancellationToken.None);
                world.Processes.Remove(pid);
            },
            () =>
            {
                world.Files.CloseAllOf(owner);
                world.Database.CloseAllOf(owner);
                world.Processes.Remove(pid);
                StartProcess(work);
            });
    }

    private TurnRunner NewRunner(string owner, int pid)
    {
        IDisk disk = new SimulatedDisk(world.Files, world.Scheduler, owner, (what, path) => world.Watch(owner, what, path), Fault);
        IProcesses processes = new SimulatedProcesses(world.Processes, world.Scheduler, pid);
        IJournalStore journals = new SimulatedJournalStore(world.Database, world.Scheduler, owner, Doubt, what => world.Watch(owner, what), state => _saw = state);
        if (world.Omitted != Omission.Nothing)
        {
            var forgetful = new ForgetfulDisk(disk, world.Omitted, world.Paths);
            (disk, journals) = (forgetful, new ForgetfulJournals(journals, world.Omitted, forgetful, world.Paths));
            processes = world.Omitted == Omission.ProofOfDeath ? new ForgetfulProcesses(processes) : processes;
        }

        var options = new BoardOptions { RetryDelay = TimeSpan.Zero };
        var settings = BoardEngine.SettingsOf(options);
        var file = new BoardFile(disk, world.Paths, () => settings.Limits, world.Clock, processes.Pause);
        var (terms, beside) = (new TurnTerms(options, NewLock(), settings), new TurnTerms(options, NewLock(), settings));
        var runner = new TurnRunner(new TurnSeams(disk, processes, journals, world.Clock, world.Random.Next), _ => terms, world.Paths, file);
        _heartbeats = runner.Heartbeats(_ => beside);
        return runner;

        TurnLock NewLock() => new(
            disk,
            processes,
            world.Paths,
            new TurnLockSettings(options.LockTimeout, options.StaleLockTimeout, BoardMode.Local, null),
            memory => world.Random.NextBytes(memory.Span),
            world.Clock);
    }

    private DiskFault? Fault() => !world.Scheduler.Calm && world.Random.NextDouble() < world.Roughness.FaultChance
        ? world.Random.Next(2) == 0 ? DiskFault.Full : DiskFault.Io
        : null;

    private bool? Doubt() => !world.Scheduler.Calm && world.Random.NextDouble() < world.Roughness.DoubtChance ? world.Random.Next(2) == 0 : null;

    private void Work(TurnRunner runner)
    {
        if (_unanswered is { } again)
        {
            _unanswered = null;

            // Keys are known to the history; whoever finds it gone looks at the board instead of repeating.
            if (again.By.RequestKey is not null && again.Era == world.Era)
            {
                Ask(runner, [(again.By, again.Request)], repeated: true);
            }
        }

        while (_left > 0)
        {
            var requests = Enumerable.Range(0, world.Random.Next(5) == 0 ? 2 : 1).Select(_ => Pick()).ToArray();
            _left -= requests.Length;
            Ask(runner, requests);
            for (var beats = world.Random.Next(3); beats > 0 && _claims.Count > 0; beats--)
            {
                Renew(runner, _claims[world.Random.Next(_claims.Count)]);
            }
        }
    }

    /// <summary>Gives a sign of life as the engine does: beside the turns, and in one where that is not enough.</summary>
    private void Renew(TurnRunner runner, ClaimHandle claim)
    {
        var request = new TurnRequest(new ChangeBy(name), "", Operations.Renew(claim, name));
        try
        {
            var answer = _heartbeats!.Run([request], CancellationToken.None)[0];
            var byTurn = answer.NeedsTurn;
            answer = byTurn ? runner.Run(name, [request], CancellationToken.None)[0] : answer;
            world.Scheduler.Note(name, $"renews {claim}{(byTurn ? " by a turn" : "")}: {answer.Refusal?.Message ?? "done"}");
            if (answer.Refusal is ClaimLostException or TaskNotFoundException)
            {
                _claims.Remove(claim);
            }
        }
        catch (Exception e) when (e is BoardException or DiskException)
        {
            world.Scheduler.Note(name, $"could not renew {claim}: {e.Message}");
        }
    }

    private (ChangeBy, Request) Pick()
    {
        var token = world.NewToken("r");
        var by = new ChangeBy(name) { RequestKey = world.Random.Next(2) == 0 ? $"key-{token}" : null, Reason = token };
        return (by, Choose(token, by));
    }

    private Request Choose(string token, ChangeBy by)
    {
        if (_claims.Count > 0 && world.Random.Next(3) > 0)
        {
            var claim = _claims[world.Random.Next(_claims.Count)];
            switch (world.Random.Next(5))
            {
                case 0:
                    return new(token, Operations.ReportProgress(claim, world.Random.Next(101), token, by), HasToken: true);
                case 1:
                    _claims.Remove(claim);
                    return new(token, Operations.Release(claim, by));
                case 2:
                    _claims.Remove(claim);
                    return new(token, Operations.Fail(claim, token, retry: true, by));
                default:
                    _claims.Remove(claim);
                    return new(token, Operations.Complete(claim, new TaskResult(token), by), HasToken: true);
            }
        }

        return world.Random.Next(4) switch
        {
            0 => new(token, Operations.Add([new TaskDraft(token) { Id = TaskId.Parse(token) }], by), HasToken: true),
            1 => new(token, Operations.Edit(TaskId.Parse($"t{world.Random.Next(1, 4)}"), new TaskEdit { Note = token }, by), HasToken: true),
            _ => new(token, Operations.ClaimNext(by, new ClaimOptions { Another = world.Random.Next(2) == 0, Lease = world.Random.Next(3) == 0 ? TimeSpan.FromSeconds(1) : null }), Claims: true),
        };
    }

    private void Ask(TurnRunner runner, (ChangeBy By, Request Request)[] requests, bool repeated = false)
    {
        _unanswered = (requests[0].By, requests[0].Request, world.Era);
        IReadOnlyList<TurnAnswer> answers;
        try
        {
            answers = runner.Run(name, requests.Select(r => new TurnRequest(r.By, r.Request.Token, r.Request.Operation)).ToArray(), CancellationToken.None);
        }
        catch (BoardInDoubtException)
        {
            world.Scheduler.Note(name, "is in doubt");
            return;
        }
        catch (Exception e) when (e is BoardException or DiskException)
        {
            world.Scheduler.Note(name, $"{string.Join(' ', requests.Select(r => r.Request.Token))} failed: {e.Message}");

            // Of a repetition this says nothing about the first time.
            world.Refused.AddRange(requests.Where(r => r.Request.HasToken && !repeated).Select(r => r.Request.Token));
            _unanswered = null;
            return;
        }

        _unanswered = null;
        world.Answer(_saw);
        foreach (var ((_, request), answer) in requests.Zip(answers))
        {
            Take(request, answer, repeated);
        }
    }

    private void Take(Request request, TurnAnswer answer, bool repeated)
    {
        if (answer.Change is not { } change)
        {
            world.Scheduler.Note(name, $"{request.Token} refused: {answer.Refusal?.Message ?? "nothing to do"}");
            if (request.HasToken && !repeated)
            {
                world.Refused.Add(request.Token);
            }

            return;
        }

        world.Scheduler.Note(name, $"{request.Token} is acknowledged as revision {change.Revision}{(change.AlreadyDone ? " (already done)" : "")}");
        world.Acknowledged.Add(new Acknowledged(name, request.Token, change.Revision, change.Events.Count > 0, change.AlreadyDone, request.HasToken));
        if (change.Claim is { } claim && request.Claims && !_claims.Contains(claim))
        {
            _claims.Add(claim);
        }
    }

    /// <summary>What it asks for.</summary>
    /// <param name="Token">The word in it.</param>
    /// <param name="Operation">The operation.</param>
    /// <param name="HasToken">Whether the word comes onto the board by it.</param>
    /// <param name="Claims">Whether it asks for a claim.</param>
    private sealed record Request(string Token, BoardOperation Operation, bool HasToken = false, bool Claims = false);
}
