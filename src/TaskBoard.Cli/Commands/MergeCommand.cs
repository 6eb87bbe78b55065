using System.CommandLine;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard merge</c>.</summary>
internal static class MergeCommand
{
    public static CliCommand Create()
    {
        var basis = new Argument<string>("BASE") { Description = "The version that both came from (git: %O); an empty file: there is none." };
        var ours = new Argument<string>("OURS") { Description = "The version to merge into (git: %A). The result is written to it." };
        var theirs = new Argument<string>("THEIRS") { Description = "The version to merge into it (git: %B)." };
        var path = new Argument<string?>("PATH") { Description = "What OURS is called in the answer (git: %P).", Arity = ArgumentArity.ZeroOrOne };
        var command = new CliCommand("merge", "Merge two versions of a tasks.json, as git's merge driver.", "taskboard merge base.json ours.json theirs.json")
        {
            Remarks = "To let git use it:\n"
                + "  git config merge.taskboard.driver 'taskboard merge %O %A %B %P'\n"
                + "  echo 'tasks.json merge=taskboard' >> .gitattributes\n"
                + "Merges by task and property. Where both sides changed the same, OURS stands and the conflict is told with both (exit code 1, so that git\n"
                + "asks you to look); no task and no property of either side goes without that. The file gets no conflict markers: set right what is to be\n"
                + "otherwise, then 'git add' it. A version that cannot be read as a board: nothing is written (exit code 6).",
        };
        command.Add(basis);
        command.Add(ours);
        command.Add(theirs);
        command.Add(path);
        return command.Running(async call =>
        {
            var (into, other) = (await ReadAsync(call, ours).ConfigureAwait(false), await ReadAsync(call, theirs).ConfigureAwait(false));
            var merged = Merge(await ReadAsync(call, basis).ConfigureAwait(false), into, other, call.Value(path));
            if (!merged.Text.Span.SequenceEqual(into.Text.Span))
            {
                await ReplacedFile.WriteAsync(into.Name, merged.Text, call.CancellationToken).ConfigureAwait(false);
            }

            Write(call, call.Value(path) ?? into.Name, merged.Conflicts);
            return merged.Conflicts.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        });
    }

    /// <summary>Merges. In git the files are gone in a moment, and what it leaves under the file's own name looks merged: whoever mends it is told so.</summary>
    private static MergedVersion Merge(BoardVersion basis, BoardVersion ours, BoardVersion theirs, string? path)
    {
        try
        {
            return BoardVersions.Merge(basis, ours, theirs);
        }
        catch (BoardUnreadableException e) when (path is not null)
        {
            var side = e.Path == ours.Name ? "OURS" : e.Path == theirs.Name ? "THEIRS" : "the version that both came from";
            throw new CliException(
                e.Code,
                ExitCode.Unreadable,
                $"{path} is not merged, because {side} cannot be read as a board: {string.Join(' ', e.Problems)} What stands in it now is OURS alone: 'git add' would leave out all that THEIRS has. "
                + "End the merge ('git merge --abort'), mend that version on its branch, and merge again.");
        }
    }

    private static async Task<BoardVersion> ReadAsync(CommandCall call, Argument<string> file)
    {
        var name = call.Value(file)!;
        return new BoardVersion(call.Environment.FullPath(name), await InputText.BytesAsync(call, "merge", name).ConfigureAwait(false));
    }

    private static void Write(CommandCall call, string file, ValueList<VersionConflict> conflicts)
    {
        if (call.Json)
        {
            call.WriteDocument("board.merge", writer =>
            {
                writer.WriteString("file", file);
                writer.WriteStartArray("conflicts");
                foreach (var conflict in conflicts)
                {
                    writer.WriteStartObject();
                    writer.WriteString("task", conflict.Task);
                    writer.WriteString("message", conflict.Message);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            });
            return;
        }

        foreach (var conflict in conflicts)
        {
            call.WriteLine($"conflict {(conflict.Task is null ? "around the tasks" : $"in {VisibleText.Line(conflict.Task)}")}: {VisibleText.Line(conflict.Message)}");
        }

        var shown = VisibleText.Line(file);
        call.WriteLine(conflicts.Count == 0 ? $"merged into {shown}" : $"merged into {shown}, with {conflicts.Count} {(conflicts.Count == 1 ? "conflict" : "conflicts")}: look at what stands there");
    }
}
