using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard wait</c>.</summary>
internal static class WaitCommand
{
    public static CliCommand Create()
    {
        var target = new Option<string>("--for")
        {
            HelpName = "WHAT",
            Required = true,
            Description = "ready: a task can be claimed; done: nothing unfinished remains; ID:STATE: a task comes to a state.",
        };
        var timeout = new Option<string?>("--timeout") { HelpName = "TIME", Description = "Wait so long at most (90s, 15m, 2h); else until it comes." };
        var command = new CliCommand("wait", "Wait until a task is ready, all is done, or a task comes to a state.",
            "taskboard wait --for done --timeout 2h", "taskboard wait --for parse:COMPLETED")
        {
            NamesAgent = true,
            Remarks = "That a task is ready says that somebody can claim it; for one that is for you, 'taskboard claim --wait' waits.\n"
                + "Woken by changes and by the clock (rests that are over, leases that end), so that nobody has to ask again and again.\n"
                + "Exit code 0: it came, or was there already; 3: it did not: with --json \"reason\" is \"timeout\", \"done\" (nothing unfinished remains)\n"
                + "or \"finished\" (the task ended in another state); 7: the task is not on the board, or was removed.",
        };
        command.Add(target);
        command.Add(timeout);
        return command.Reading(async (call, board) =>
        {
            TimeSpan? patience = call.Value(timeout) is { } time ? ChosenWords.Span("--timeout", time) : null;
            if (patience > ClaimWait.Longest)
            {
                throw CliException.Usage($"--timeout is {ClaimWait.Longest.Days} days at most; leave it out to wait without an end.");
            }

            var goal = await WaitGoal.ParseAsync(call, board, call.Value(target)!).ConfigureAwait(false);
            var outcome = await BoardWait.ForAsync(
                board, latest => LookAsync(call, board, goal, latest), static () => Task.FromResult(true), patience, call.CancellationToken).ConfigureAwait(false)
                ?? WaitOutcome.TimedOut;
            var snapshot = await board.ReadAsync(call.CancellationToken).ConfigureAwait(false);
            return Write(call, goal, outcome, WaitStanding.Of(snapshot, StandingOf(call, board, snapshot)));
        });
    }

    private static async Task<WaitOutcome?> LookAsync(CommandCall call, Board board, WaitGoal goal, BoardEvent? latest)
    {
        var snapshot = await board.ReadAsync(call.CancellationToken).ConfigureAwait(false);
        return goal.Look(snapshot, () => StandingOf(call, board, snapshot), latest);
    }

    private static IReadOnlyDictionary<TaskId, TaskStanding> StandingOf(CommandCall call, Board board, BoardSnapshot snapshot) =>
        board.StandingOf(snapshot, call.ByIfNamed()?.Agent);

    private static int Write(CommandCall call, WaitGoal goal, WaitOutcome outcome, WaitStanding standing)
    {
        if (call.Json)
        {
            call.WriteDocument("board.wait", writer =>
            {
                writer.WriteString("for", goal.Text);
                writer.WriteBoolean("reached", outcome.Reason is null);
                writer.WriteText("reason", outcome.Reason);
                writer.WriteStrings("tasks", outcome.Tasks);
                writer.WriteNumber("in_hand", standing.InHand);
                writer.WriteNumber("ready", standing.Ready);
                writer.WriteNumber("waiting", standing.Waiting);
                writer.WriteNumber("to_mend", standing.ToMend);
                writer.WriteNumber("failed", standing.Failed);
            });
        }
        else if (outcome.Reason is null)
        {
            foreach (var task in outcome.Tasks)
            {
                call.WriteLine(task);
            }
        }

        call.Say(outcome.Message + (outcome.TellsStanding && standing.ToString() is { Length: > 0 } how ? $" On the board: {how}." : ""));
        return outcome.Reason is null ? ExitCode.Done : ExitCode.NothingToDo;
    }
}
