using System.CommandLine;
using TaskBoard.Cli.Audit;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard audit seal</c>.</summary>
internal static class AuditSealCommand
{
    public static CliCommand Create()
    {
        var file = new Argument<string?>("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "A new file for the seal (else it is printed)." };
        var append = new Option<bool>("--append") { Description = "Add the seal to those that FILE holds already." };
        var command = new CliCommand("seal", "Verify the history and write down its head.", "taskboard audit seal", "taskboard audit seal seals/2026-11-21.json", "taskboard audit seal seals.jsonl --append")
        {
            Remarks = "Keep it where whoever writes the board cannot reach it: in another repository, in a mail. 'taskboard verify --expect FILE' then\n"
                + "finds every later change of what was sealed, in a file of several seals of any of them. An existing file is never overwritten, and\n"
                + "one that holds anything but seals is not added to (exit code 4); a history that is not intact, or does not hold what the file\n"
                + "has sealed, is not sealed (exit code 6).",
        };
        command.Add(file);
        command.Add(append);
        return command.Reading(async (call, board) =>
        {
            var name = call.Value(file);
            if (name is null && call.Value(append))
            {
                throw CliException.Usage("--append needs a FILE, as in: taskboard audit seal seals.jsonl --append.");
            }

            var target = name is null ? null : new SealFile(call.Environment.FullPath(name), call.Value(append));
            var earlier = target is null ? [] : await target.ReadAsync(call.CancellationToken).ConfigureAwait(false);
            var found = await board.History.VerifyAsync(earlier.Select(s => s.Head).ToValueList(), call.CancellationToken).ConfigureAwait(false);
            if (earlier.Any(s => s.BoardId is { } id && id != found.BoardId))
            {
                throw new CliException(
                    BoardErrorCodes.SealExists, ExitCode.Refused, $"{target!.Path} holds seals of another board, or of a history before this one, and was left as it is. Give another name.");
            }

            if (!found.IsIntact)
            {
                throw new CliException(
                    BoardErrorCodes.HistoryDamaged, ExitCode.Unreadable, $"The history is not intact and was not sealed: {found.Problems[0]} 'taskboard verify' says all.");
            }

            var seal = Seal.Write(found, call.BoardOptions().TimeProvider.GetUtcNow());
            if (target is null)
            {
                await call.Streams.Out.WriteLineAsync(seal).ConfigureAwait(false);
                return ExitCode.Done;
            }

            await target.WriteAsync(seal, call.CancellationToken).ConfigureAwait(false);
            if (call.Json)
            {
                call.WriteDocument("audit.seal", writer =>
                {
                    writer.WriteString("file", target.Path);
                    writer.WriteString("head", found.Head);
                });
            }
            else
            {
                call.WriteLine($"sealed {found.Head} in {target.Path}");
            }

            return ExitCode.Done;
        });
    }
}
