namespace TaskBoard.TestWorker;

/// <summary>
/// <c>storm DIR AGENT LOG [--until-end] [--go-on] [--keep-all] [--lease SECONDS]</c>: claims and completes tasks until nothing is left to claim (with <c>--until-end</c>, opens
/// finished ones again, and adds some, until its input ends; with <c>--go-on</c>, also where a change is refused, as a patient agent does; with <c>--keep-all</c>, each entry stays in the file), writes down what it
/// was answered, and reads the board after each change.
/// </summary>
internal static class StormVerb
{
    private static readonly TimeSpan s_lockTimeout = TimeSpan.FromSeconds(60);

    /// <summary>From how many tasks on none is added.</summary>
    private const int MostTasks = 60;

    private static volatile bool s_over;

    public static int Run(string[] args)
    {
        var goOn = args.Contains("--until-end");
        OrphanGuard.Watch(goOn ? () => s_over = true : null);
        var lease = Array.IndexOf(args, "--lease") is var at and >= 0 ? TimeSpan.FromSeconds(int.Parse(args[at + 1])) : TimeSpan.FromMinutes(15);
        return RunAsync(args[0], args[1], args[2], goOn, args.Contains("--go-on"), args.Contains("--keep-all"), lease).GetAwaiter().GetResult();
    }

    private static async Task<int> RunAsync(string directory, string agent, string logPath, bool goOn, bool isPatient, bool keepsAll, TimeSpan lease)
    {
        using var log = new AcknowledgementLog(logPath);
        var options = new BoardOptions { LockTimeout = s_lockTimeout, Lease = lease };
        options.HistoryKept = keepsAll ? int.MaxValue : options.HistoryKept;
        await using var board = await Board.OpenAsync(directory, options);
        Console.WriteLine("ready");
        while (!s_over)
        {
            try
            {
                if (await board.TryClaimNextAsync(agent) is { } claim)
                {
                    await WorkAsync(board, log, claim);
                }
                else if (!goOn || !await FindWorkAsync(board, log, agent))
                {
                    break;
                }
            }
            catch (BoardException e) when (isPatient || (goOn && e is ClaimLostException))
            {
                // Somebody deletes the history, or took off by hand what was just being claimed.
                Console.WriteLine($"refused {e.Code}");
            }

            if (!(await board.ReadAsync()).Readable && !goOn)
            {
                Console.WriteLine("unreadable");
                return 4;
            }
        }

        Console.WriteLine("over");
        return 0;
    }

    private static async Task WorkAsync(Board board, AcknowledgementLog log, TaskClaim claim)
    {
        log.Add(claim.Resumed ? "resumed" : "claimed", claim.Handle.Task, claim.Change);
        Console.WriteLine("did");
        try
        {
            log.Add("completed", claim.Handle.Task, await claim.CompleteAsync($"by {claim.Agent}"));
            Console.WriteLine("did");
        }
        catch (Exception e) when (e is ClaimLostException or TransitionRefusedException or TaskNotFoundException)
        {
            // A person took it away by hand.
            Console.WriteLine($"lost {claim.Handle}");
        }
    }

    private static async Task<bool> FindWorkAsync(Board board, AcknowledgementLog log, string agent)
    {
        var tasks = (await board.ReadAsync()).Tasks;
        if (tasks.Count < MostTasks && Random.Shared.Next(4) == 0)
        {
            var added = await board.AddAsync(new TaskDraft($"Added by {agent}"), agent);
            // By its id: a person who saved in between may have taken the task itself off again.
            log.Add("added", added.Tasks[0], added);
            Console.WriteLine("did");
            return true;
        }

        var finished = tasks.Where(t => t.State == TaskState.Completed).ToArray();
        if (finished.Length == 0)
        {
            return true;
        }

        var task = finished[Random.Shared.Next(finished.Length)].Id;
        try
        {
            var change = await board.ReopenAsync(task, agent);
            if (!change.AlreadyDone)
            {
                log.Add("reopened", task, change);
            }

            Console.WriteLine("did");
        }
        catch (Exception e) when (e is TransitionRefusedException or TaskNotFoundException)
        {
            // Another opened it first.
        }

        return true;
    }
}
