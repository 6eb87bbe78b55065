using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard restore</c>.</summary>
internal static class RestoreCommand
{
    public static CliCommand Create()
    {
        var at = new Option<string>("--at") { HelpName = "REVISION|TIME", Description = "After this revision, or at this time (UTC where no zone is given).", Required = true };
        var ids = new Argument<string[]>(TaskArgument.Several) { Arity = ArgumentArity.ZeroOrMore, Description = "Only these tasks (else the whole board)." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only show what would change, and change nothing." };
        var command = new CliCommand("restore", "Bring the board, or tasks, back as they were, as a new change.",
            "taskboard restore --at 12 --dry-run", "taskboard restore --at 2026-11-21T09:00:00Z k3m9x2")
        {
            Remarks = "The whole board becomes what it was: tasks that came since go, and claims that it does not hold are over (--dry-run tells whose).\n"
                + "Nothing is taken out of the history; 'undo', or restoring a later revision, takes it back. Numbers of attempts are never given out again.\n"
                + "A tasks.json that is missing or cannot be read is written anew, and what it holds is kept in .taskboard/displaced.",
        };
        command.Add(ids);
        command.Add(at);
        command.Add(dryRun);
        return command.Running(async call =>
        {
            var (moment, isDryRun) = (Moments.Parse("--at", call.Value(at)!), call.Value(dryRun));
            var by = isDryRun ? call.ByIfNamed() ?? new ChangeBy("you") : call.By();
            await using var board = await call.OpenBoardAsync().ConfigureAwait(false);
            var tasks = await TaskNames.IdsAsync(call, board, (call.Value(ids) ?? []).Select(ChosenWords.Id)).ConfigureAwait(false);
            if (isDryRun)
            {
                return RestoreText.Write(call, "board.restore.preview", "Restoring", moment.Time is { } then
                    ? await board.PreviewRestoreAsync(then, by, tasks, call.CancellationToken).ConfigureAwait(false)
                    : await board.PreviewRestoreAsync(moment.Revision!.Value, by, tasks, call.CancellationToken).ConfigureAwait(false));
            }

            return RestoreText.Write(call, "board.restore", board, moment.Time is { } time
                ? await board.RestoreAsync(time, by, tasks, call.CancellationToken).ConfigureAwait(false)
                : await board.RestoreAsync(moment.Revision!.Value, by, tasks, call.CancellationToken).ConfigureAwait(false));
        }, changes: true);
    }
}
