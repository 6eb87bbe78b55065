using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard show</c>.</summary>
internal static class ShowCommand
{
    public static CliCommand Create()
    {
        var id = new Argument<string>("ID") { Description = "The task." };
        var command = new CliCommand("show", "Show everything about a task.", "taskboard show k3m9x2", "taskboard show 2.1 --json")
        {
            Daily = true,
            EndsAtOnce = true,
            NamesAgent = true,
            Remarks = "--json gives the properties of tasks.json as they are, unknown ones too, and computed ones: ready, waiting_for (ids),\n"
                + "waiting_because (sentences), claim, lease_expires_at, problems.\n"
                + "What a task has of its own under one of these names is in \"properties\".",
        };
        command.Add(id);
        return command.Reading(async (call, board) =>
        {
            var snapshot = await CommandCall.InPlace(board.ReadAsync(call.CancellationToken)).ConfigureAwait(false);
            ReadingText.Warn(call, snapshot);
            var named = ClaimHandle.TryParse(call.Value(id), out var handle) && snapshot.Find(Input.ChosenWords.Id(call.Value(id)!)) is null
                ? handle.Task.Value
                : call.Value(id)!;
            var task = snapshot.Find(TaskNames.Id(snapshot, named)) ?? throw TaskNames.NotFound(named);
            var standing = board.StandingOf(snapshot, call.ByIfNamed()?.Agent).Of(task);
            if (call.Json)
            {
                call.WriteDocument("task.show", writer =>
                {
                    writer.WritePropertyName("item");
                    writer.WriteTask(task, standing);
                    ReadingText.Write(writer, snapshot);
                });
            }
            else
            {
                TaskText.Write(call, task, standing, snapshot);
            }

            return ExitCode.Done;
        });
    }
}
