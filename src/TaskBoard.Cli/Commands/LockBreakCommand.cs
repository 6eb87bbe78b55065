using System.CommandLine;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard lock break</c>.</summary>
internal static class LockBreakCommand
{
    public static CliCommand Create()
    {
        var id = new Option<string>("--id") { HelpName = "ID", Description = "The lock's id, as 'lock show' prints it.", Required = true };
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var command = new CliCommand("break", "Break the board's lock, as its operator.", "taskboard lock show")
        {
            NamesAgent = true,
            Remarks = "Only for a lock of which nothing can be proven: a stale one is broken by the next change, by itself. Asks first. Whoever still works\n"
                + "under a lock that is broken may write over others.",
        };
        command.Add(id);
        command.Add(yes);
        return command.Acting(async (call, board, by) =>
        {
            if (!call.Value(yes))
            {
                await ConfirmAsync(call, board, call.Value(id)!).ConfigureAwait(false);
            }

            var broken = await board.BreakLockAsync(call.Value(id)!, by, call.CancellationToken).ConfigureAwait(false);
            if (call.Json)
            {
                call.WriteDocument("lock.break", writer =>
                {
                    writer.WriteText("id", call.Value(id));
                    writer.WriteString("what", broken);
                });
            }
            else
            {
                call.WriteLine(broken);
            }

            return ExitCode.Done;
        });
    }

    private static async Task ConfirmAsync(CommandCall call, Board board, string id)
    {
        if (!call.Environment.InputIsTerminal)
        {
            throw CliException.Usage("Breaking a lock asks first, and there is no terminal to ask on. A person decides this; see the options of 'taskboard lock break --help'.");
        }

        if (await board.ReadLockAsync(call.CancellationToken).ConfigureAwait(false) is { } held && held.Id == id)
        {
            call.Say($"Held by {held.Agent ?? "(unknown)"} since {held.Since?.ToText() ?? "(unknown)"}: {LockShowCommand.WordOf(held.Verdict)}. {held.Evidence}");
        }

        await call.Streams.Error.WriteAsync($"Break lock {VisibleText.Line(id)}? [y/N] ").ConfigureAwait(false);
        var answer = await call.Streams.In.ReadLineAsync(call.CancellationToken).ConfigureAwait(false);
        if (answer?.Trim() is not ("y" or "Y" or "yes"))
        {
            throw new CliException(BoardErrorCodes.InvalidRequest, ExitCode.Failed, "Not broken.");
        }
    }
}
