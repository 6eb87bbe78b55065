using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard lock run</c>.</summary>
internal static class LockRunCommand
{
    public static CliCommand Create()
    {
        var words = new Argument<string[]>("COMMAND") { Arity = ArgumentArity.OneOrMore, Description = "The command and its arguments, after a double dash." };
        var command = new CliCommand("run", "Hold the lock while a command edits tasks.json.", "taskboard lock run --agent me -- ./renumber.py tasks.json")
        {
            // Ctrl-C goes to the command too; the lock must be held until it has really ended.
            OutlivesSignals = true,
            NamesAgent = true,
            Remarks = "Ends with the exit code of the command. What it edits is put on record under your name when it ends.\n"
                + "taskboard commands inside it do not wait for this lock (TASKBOARD_LOCK).",
        };
        command.Add(words);
        return command.Acting(async (call, board, by) =>
        {
            var hold = await board.HoldLockAsync(by, call.CancellationToken).ConfigureAwait(false);
            try
            {
                var options = call.BoardOptions();
                options.HeldLock = hold.Nonce;
                await using var inside = await Board.OpenAsync(board.Directory, options, call.CancellationToken).ConfigureAwait(false);

                // What somebody edited before is not the command's; nor is it its matter where the file is broken, which it may be there to mend.
                await RecordAsync(call, () => inside.CatchUpAsync(call.CancellationToken), isToldOf: false).ConfigureAwait(false);
                var code = await RunAsync(call.Value(words)!, board.Directory, hold.Nonce, call.Environment.CurrentDirectory).ConfigureAwait(false);
                if (hold.IsHeld)
                {
                    await RecordAsync(call, () => inside.CatchUpAsync(by, CancellationToken.None), isToldOf: true).ConfigureAwait(false);
                }

                return code;
            }
            finally
            {
                await hold.DisposeAsync().ConfigureAwait(false);
                if (hold.WasLost)
                {
                    // On standard error also with --json: there is no document here that could say it.
                    await call.Streams.Error.WriteLineAsync(
                        "warning: The board's lock was deleted or replaced by somebody while the command ran; what is there now was left alone. "
                        + "Others may have changed the board at the same time.").ConfigureAwait(false);
                }
            }
        });
    }

    /// <summary>Puts on record what was edited. The command's own end is what counts: what goes wrong is only said.</summary>
    private static async Task RecordAsync(CommandCall call, Func<Task> catchUp, bool isToldOf)
    {
        try
        {
            await catchUp().ConfigureAwait(false);
        }
        catch (BoardException e) when (isToldOf)
        {
            await call.Streams.Error.WriteLineAsync($"warning: What the command edited is not on record yet: {VisibleText.Line(e.Message)}").ConfigureAwait(false);
        }
        catch (BoardException)
        {
            // As the caller says.
        }
    }

    private static async Task<int> RunAsync(string[] words, string directory, string nonce, string workingDirectory)
    {
        var start = new ProcessStartInfo(words[0]) { UseShellExecute = false, WorkingDirectory = workingDirectory };
        foreach (var word in words.Skip(1))
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["TASKBOARD_LOCK"] = nonce;
        start.Environment["TASKBOARD_DIR"] = directory;
        try
        {
            using var child = Process.Start(start)!;
            await child.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            return child.ExitCode;
        }
        catch (Win32Exception e)
        {
            throw new CliException(BoardErrorCodes.InvalidRequest, ExitCode.NotFound, $"'{words[0]}' could not be started: {e.Message}");
        }
    }
}
