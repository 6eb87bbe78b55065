using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard add</c>.</summary>
internal static class AddCommand
{
    public static CliCommand Create()
    {
        var title = new Argument<string?>("TITLE") { Arity = ArgumentArity.ZeroOrOne, Description = "One line." };
        var input = new Option<string?>("--json-input") { HelpName = "FILE|-", Description = "One task, or an array of tasks, with the properties of tasks.json." };
        var options = new DraftOptions();
        var command = new CliCommand("add", "Add a task; prints its id.",
            "taskboard add 'Parse the header' --priority high --depends-on b7q4tz",
            "taskboard add --json-input - < plan.json",
            "taskboard add -- '--titles that begin with a dash'")
        { Daily = true };
        command.Add(title);
        options.AddTo(command);
        command.Add(input);
        return command.Running(async call =>
        {
            // What was written wrongly is said before a board is looked for.
            var by = call.By();
            IReadOnlyList<TaskDraft> drafts = call.Value(input) is { } file
                ? JsonDrafts.Read(await InputText.ReadAsync(call, "--json-input", file).ConfigureAwait(false), Alone(call, title, options, file))
                : [await options.DraftAsync(call, call.Value(title)).ConfigureAwait(false)];
            await using var board = await call.OpenBoardAsync().ConfigureAwait(false);
            if (call.Value(input) is null)
            {
                drafts = [await WithWholeIdsAsync(call, board, drafts[0]).ConfigureAwait(false)];
            }

            var change = await board.AddAsync(drafts, by, call.CancellationToken).ConfigureAwait(false);
            ChangeText.Warn(call, change);
            if (call.Json)
            {
                call.WriteDocument("task.add", writer => ChangeText.Write(writer, board, change));
                return ExitCode.Done;
            }

            ChangeText.WriteIds(call, change);
            return ExitCode.Done;
        }, changes: true);
    }

    /// <summary>What was typed may name other tasks by prefixes; JSON names them by their ids.</summary>
    private static async Task<TaskDraft> WithWholeIdsAsync(CommandCall call, Board board, TaskDraft draft)
    {
        TaskId? parent = draft.Parent is { } named ? await TaskNames.IdAsync(call, board, named.Value).ConfigureAwait(false) : null;
        return draft with
        {
            DependsOn = await TaskNames.IdsAsync(call, board, draft.DependsOn).ConfigureAwait(false),
            Related = await TaskNames.IdsAsync(call, board, draft.Related).ConfigureAwait(false),
            Parent = parent,
        };
    }

    private static string Alone(CommandCall call, Argument<string?> title, DraftOptions options, string file) =>
        call.Value(title) is not null ? throw CliException.Usage("--json-input has the titles in it: leave TITLE out.")
        : options.AnyGiven(call) is { } given ? throw CliException.Usage($"--json-input has everything in it: leave {given} out.")
        : file;
}
