using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard note</c>.</summary>
internal static class NoteCommand
{
    public static CliCommand Create()
    {
        var task = new Argument<string>("ID") { Description = "The task, whoever holds it; with a claim handle the claim must be the current one." };
        var text = new Argument<string>("TEXT") { Description = "What was found out." };
        var command = new CliCommand("note", "Leave a note on a task for whoever works on it next.", "taskboard note k3m9x2 'the old format has no magic number'")
        {
            Remarks = "The next claim shows the last notes. A note by the holder renews the claim.",
        };
        command.Add(task);
        command.Add(text);
        return command.Changing(async (call, board, by) =>
        {
            var reference = await TaskNames.RefAsync(call, board, call.Value(task)!).ConfigureAwait(false);
            var change = reference.Attempt is null
                ? await board.NoteAsync(reference.Id, call.Value(text)!, by, call.CancellationToken).ConfigureAwait(false)
                : await board.ReportProgressAsync(reference, null, call.Value(text), by, call.CancellationToken).ConfigureAwait(false);
            return ChangeText.Write(call, "task.note", board, change);
        });
    }
}
