using TaskBoard.TestWorker;

// A program that tests start as a real process of its own. Each verb is a file.
var verbs = new Dictionary<string, Func<string[], int>>
{
    ["lock-stress"] = LockStress.Run,
    ["lock-turns"] = LockTurns.Run,
    ["lock-hold"] = LockHold.Run,
    ["change"] = ChangeVerb.Run,
    ["heartbeat"] = HeartbeatVerb.Run,
    ["attempt"] = AttemptVerb.Run,
    ["storm"] = StormVerb.Run,
    ["race"] = RaceVerb.Run,
    ["turns"] = TurnsVerb.Run,
    ["finish"] = Finish.Run,
    ["toil"] = ToilVerb.Run,
    ["hold"] = HoldVerb.Run,
    ["record"] = RecordVerb.Run,
    [AgentsVerb.Name] = AgentsVerb.Run,
};

if (args.Length == 0 || !verbs.TryGetValue(args[0], out var verb))
{
    Console.Error.WriteLine($"Verbs: {string.Join(", ", verbs.Keys)}");
    return 2;
}

return verb(args[1..]);
