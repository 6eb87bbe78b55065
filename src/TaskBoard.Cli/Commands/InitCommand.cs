using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard init</c>.</summary>
internal static class InitCommand
{
    public static CliCommand Create()
    {
        var directory = new Argument<string?>("DIR") { Arity = ArgumentArity.ZeroOrOne, Description = "Where (else --board, TASKBOARD_DIR, or here)." };
        var schema = new Option<bool>("--schema") { Description = "Make the file an object with $schema, and put tasks.schema.json beside it, for editors that complete and check." };
        var command = new CliCommand("init", "Make a board. An existing tasks.json is adopted as it is.", "taskboard init", "taskboard init work --schema")
        {
            Daily = true,
            Remarks = "Makes DIR/tasks.json where there is none, and DIR/.taskboard for the history, which keeps itself out of git. Never overwrites anything.",
        };
        command.Add(directory);
        command.Add(schema);
        return command.Running(async call =>
        {
            var at = call.Value(directory) is { } named ? call.Environment.FullPath(named) : call.NamedDirectory ?? call.Environment.CurrentDirectory;
            var isHere = call.Value(directory) is null && call.NamedDirectory is null;
            var existed = Path.Exists(Path.Combine(at, "tasks.json"));
            var known = Path.Exists(Path.Combine(at, ".taskboard"));
            if (!known && BoardFinder.Above(at, call.Environment) is { } above)
            {
                call.Warn($"There is a board above, in {above}. In {at} and below it, commands use the one that is made here.");
            }

            await using var board = await Board.CreateAsync(at, call.BoardOptions(), call.Value(schema), call.CancellationToken).ConfigureAwait(false);
            if (isHere && BoardFinder.Find(call.Environment) is { Notice: { } notice })
            {
                // Else the next command would seem to have lost the board that was just made.
                call.Warn(notice);
            }

            var snapshot = await board.ReadAsync(call.CancellationToken).ConfigureAwait(false);
            var (tasks, remark) = (snapshot.Tasks.Count, existed && !known ? FindingText.Summary(snapshot.Check()) : null);
            if (call.Json)
            {
                Warn(call, remark);
                call.WriteDocument("board.init", writer =>
                {
                    writer.WriteString("directory", board.Directory);
                    writer.WriteBoolean("created", !existed);
                    writer.WriteNumber("tasks", tasks);
                });
            }
            else
            {
                call.WriteLine(!existed ? $"created {board.Directory}" : known ? $"{board.Directory} is a board already, tasks: {tasks}" : $"adopted {board.Directory}, tasks: {tasks}");
                Warn(call, remark);
            }

            return ExitCode.Done;
        });
    }

    /// <summary>Whoever adopts a board that was written by hand learns at once that not all of it is as it was meant.</summary>
    private static void Warn(CommandCall call, string? remark)
    {
        if (remark is not null)
        {
            call.Warn($"{remark}: 'taskboard check' lists them.");
        }
    }
}
