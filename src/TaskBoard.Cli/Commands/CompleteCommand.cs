using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard complete</c>.</summary>
internal static class CompleteCommand
{
    public static CliCommand Create()
    {
        var task = TaskArgument.Create();
        var summary = new Argument<string?>("SUMMARY") { Arity = ArgumentArity.ZeroOrOne, Description = "What came out, for those who depend on it." };
        var evidence = DraftOptions.Repeated("--evidence", "TEXT", "What shows that it is true (a test count, an exit code); may be repeated.");
        var artifact = DraftOptions.Repeated("--artifact", "PATH", "A file that was made; may be repeated.");
        var command = new CliCommand("complete", "Complete a task; says which tasks became ready by it.",
            "taskboard complete k3m9x2#1 'parsed, 12 tests' --artifact src/header.c")
        { Daily = true };
        command.Add(task);
        command.Add(summary);
        command.Add(evidence);
        command.Add(artifact);
        return command.Changing(async (call, board, by) =>
        {
            var (shown, made) = (call.Values(evidence), call.Values(artifact));
            var result = call.Value(summary) is null && shown.Count == 0 && made.Count == 0
                ? null
                : new TaskResult(call.Value(summary) ?? "") { Evidence = shown.Count == 0 ? null : JsonTexts.Array(shown), Artifacts = made };
            var reference = await TaskNames.RefAsync(call, board, call.Value(task)!).ConfigureAwait(false);
            return ChangeText.Write(call, "task.complete", board, await board.CompleteAsync(reference, result, by, call.CancellationToken).ConfigureAwait(false));
        });
    }
}
