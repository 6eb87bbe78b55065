using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard next</c>.</summary>
internal static class NextCommand
{
    public static CliCommand Create()
    {
        var another = new Option<bool>("--another") { Description = "A further task, even if you hold one." };
        var label = DraftOptions.Repeated("--label", "L", "Only tasks with this label; repeated: with all of them.");
        var persona = new Option<string?>("--persona") { HelpName = "P", Description = "The persona that you play (else the one that you registered with)." };
        var command = new CliCommand("next", "Show the task that claim would take; nothing changes.", "taskboard next --agent agent-1")
        {
            NamesAgent = true,
            Remarks = "Another agent may be faster: claim answers what it really took. Exit code 3: nothing is ready, as with claim.",
        };
        command.Add(another);
        command.Add(label);
        command.Add(persona);
        return command.Running(async call =>
        {
            var by = call.By();
            var options = new ClaimOptions { Another = call.Value(another), Labels = call.Values(label), Persona = call.Value(persona) };
            await using var board = await call.OpenBoardAsync().ConfigureAwait(false);
            if (await board.NextAsync(by, options, call.CancellationToken).ConfigureAwait(false) is not { } next)
            {
                var snapshot = await board.ReadAsync(call.CancellationToken).ConfigureAwait(false);
                RemovedWork.Warn(call, board);
                ReadingText.Warn(call, snapshot);
                return ClaimText.WriteNothing(call, "task.next", board, snapshot);
            }

            RemovedWork.Warn(call, board);
            ReadingText.Warn(call, next.Snapshot);
            return ClaimText.WriteNext(call, board, next);
        });
    }
}
