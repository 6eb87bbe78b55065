using System.CommandLine;
using TaskBoard.Cli.Audit;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard audit seal</c>.</summary>
internal static class AuditSealCommand
{
    public static CliCommand Create()
    {
        var file = new Argument<string?>("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "A new file for the seal (else it is printed)." };
        var command = new CliCommand("seal", "Verify the history and write down its head.", "taskboard audit seal", "taskboard audit seal seals/2026-11-21.json")
        {
            Remarks = "Keep it where whoever writes the board cannot reach it: in another repository, in a mail. 'taskboard verify --expect FILE' then\n"
                + "finds every later change of what was sealed. An existing file is never overwritten (exit code 4); a history that is not intact\n"
                + "is not sealed (exit code 6).",
        };
        command.Add(file);
        return command.Reading(async (call, board) =>
        {
            var found = await board.History.VerifyAsync(cancellationToken: call.CancellationToken).ConfigureAwait(false);
            if (!found.IsIntact)
            {
                throw new CliException(
                    BoardErrorCodes.HistoryDamaged, ExitCode.Unreadable, $"The history is not intact and was not sealed: {found.Problems[0]} 'taskboard verify' says all.");
            }

            var seal = Seal.Write(found, call.BoardOptions().TimeProvider.GetUtcNow());
            if (call.Value(file) is not { } name)
            {
                await call.Streams.Out.WriteLineAsync(seal).ConfigureAwait(false);
                return ExitCode.Done;
            }

            var path = call.Environment.FullPath(name);
            await WriteNewAsync(path, seal + "\n", call.CancellationToken).ConfigureAwait(false);
            if (call.Json)
            {
                call.WriteDocument("audit.seal", writer =>
                {
                    writer.WriteString("file", path);
                    writer.WriteString("head", found.Head);
                });
            }
            else
            {
                call.WriteLine($"sealed {found.Head} in {path}");
            }

            return ExitCode.Done;
        });
    }

    private static async Task WriteNewAsync(string path, string text, CancellationToken cancellationToken)
    {
        try
        {
            var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await using var closing = stream.ConfigureAwait(false);
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
            stream.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw File.Exists(path)
                ? new CliException(BoardErrorCodes.InvalidRequest, ExitCode.Refused, $"{path} exists already, and a seal is never overwritten. Give another name.")
                : new CliException(BoardErrorCodes.BoardIO, ExitCode.Failed, $"The seal cannot be written to {path}: {e.Message}");
        }
    }
}
