using System.CommandLine;
using TaskBoard.Cli.Import;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard import</c>.</summary>
internal static class ImportCommand
{
    public static CliCommand Create()
    {
        var path = new Argument<string>("PATH") { Description = "The file to import: a Task Master board (.taskmaster/tasks/tasks.json)." };
        var tag = new Option<string?>("--tag") { HelpName = "T", Description = "Only this tag of a board that has several." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be imported." };
        var command = new CliCommand("import", "Bring in the tasks of another tool's board, all or none.",
            "taskboard import .taskmaster/tasks/tasks.json --dry-run", "taskboard import .taskmaster/tasks/tasks.json --tag master")
        {
            Remarks = "Subtasks become tasks with a parent. Ids are kept as text; with several tags they are TAG/ID. Nothing is dropped: properties that\n"
                + "TaskBoard does not know are kept. The file itself is only read.",
        };
        command.Add(path);
        command.Add(tag);
        command.Add(dryRun);
        return command.Running(async call =>
        {
            var by = call.Value(dryRun) ? null : call.By();
            var file = call.Value(path)!;
            var bytes = await InputText.BytesAsync(call, "import", file).ConfigureAwait(false);
            var import = TaskMasterImport.Read(bytes, file, call.Value(tag));
            if (by is null)
            {
                ImportText.Write(call, import, null);
                return ExitCode.Done;
            }

            await using var board = await call.OpenBoardAsync().ConfigureAwait(false);
            var change = await board.ImportAsync(import.ToJson(), $"Task Master, {Path.GetFileName(file)}", by, call.CancellationToken).ConfigureAwait(false);
            ChangeText.Warn(call, change);
            ImportText.Write(call, import, change);
            return ExitCode.Done;
        }, changes: true);
    }
}
