using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace TaskBoard.TestWorker;

/// <summary>
/// <c>record DIR NAME-NUMBER LOG SEED COUNT TASKS</c>: asks so many things of the tasks <c>t1 …</c>, at random, and writes down when each was asked (<c>begin NUMBER TICKS
/// OPERATION TASK ATTEMPT</c>) and when and how it was answered (<c>end NUMBER TICKS OUTCOME STATE ATTEMPT OWNER</c>), by a clock that all processes of a machine share.
/// </summary>
internal sealed class RecordVerb(Board board, string agent, FileStream log, Random random)
{
    private readonly Dictionary<TaskId, ClaimHandle> _held = [];
    private int _number;

    public static int Run(string[] args)
    {
        OrphanGuard.Watch();
        return RunAsync(args).GetAwaiter().GetResult();
    }

    private static async Task<int> RunAsync(string[] args)
    {
        await using var board = await Board.OpenAsync(args[0], new BoardOptions { LockTimeout = TimeSpan.FromSeconds(60) });
        using var log = new FileStream(args[2], FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var verb = new RecordVerb(board, args[1], log, new Random(Number(args[3]) + Number(args[1].Split('-')[^1])));
        for (var i = 0; i < Number(args[4]); i++)
        {
            await verb.AskAsync(TaskId.Parse($"t{verb.Pick(Number(args[5])) + 1}"));
            Console.WriteLine("did");
        }

        return 0;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private int Pick(int count) => random.Next(count);

    private Task AskAsync(TaskId task)
    {
        if (random.Next(4) == 0)
        {
            return DoAsync("read", task, null, async () => (await board.FindAsync(task), "ok"));
        }

        if (_held.Remove(task, out var claim))
        {
            return random.Next(3) > 0
                ? ChangeAsync("complete", task, claim, () => board.CompleteAsync(claim, "done", agent))
                : ChangeAsync("release", task, claim, () => board.ReleaseAsync(claim, agent));
        }

        return random.Next(6) switch
        {
            0 => ChangeAsync("cancel", task, null, () => board.CancelAsync(task, agent)),
            1 or 2 => ChangeAsync("reopen", task, null, () => board.ReopenAsync(task, agent)),
            _ => ChangeAsync("claim", task, null, async () =>
            {
                var got = await board.ClaimAsync(task, agent, new ClaimOptions { RenewedElsewhere = true });
                _held[task] = got.Handle;
                return got.Change;
            }),
        };
    }

    private Task ChangeAsync(string operation, TaskId task, ClaimHandle? claim, Func<Task<BoardChange>> change) => DoAsync(operation, task, claim, async () =>
    {
        try
        {
            var done = await change();
            return (done.Task, done.AlreadyDone ? "already" : "ok");
        }
        catch (Exception e) when (e is TransitionRefusedException or ClaimLostException or TaskHeldException or TaskNotReadyException)
        {
            return (null, "refused");
        }
    });

    private async Task DoAsync(string operation, TaskId task, ClaimHandle? claim, Func<Task<(TaskItem? Task, string Outcome)>> ask)
    {
        var number = ++_number;
        Write($"begin {number} {Stopwatch.GetTimestamp()} {operation} {task} {claim?.Attempt ?? 0}");
        var (item, outcome) = await ask();
        Write($"end {number} {Stopwatch.GetTimestamp()} {outcome} {item?.State.ToString() ?? "-"} {item?.Attempts ?? 0} {item?.AssignedTo ?? "-"}");
    }

    private void Write(string line) => log.Write(Encoding.UTF8.GetBytes(line + "\n"));
}
