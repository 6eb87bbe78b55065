using System.CommandLine;
using TaskBoard.Cli.Completion;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard completion</c>.</summary>
internal static class CompletionCommand
{
    public static CliCommand Create()
    {
        var shell = new Argument<string>("SHELL") { Description = $"{string.Join(", ", ShellScript.Shells)}." };
        shell.CompletionSources.Add([.. ShellScript.Shells]);
        var command = new CliCommand("completion", "Print the script that completes commands, options and task ids in a shell.",
            "taskboard completion bash", "taskboard completion zsh > ~/.zfunc/_taskboard")
        {
            Remarks = "Its first line says where it belongs. Ids that a shell would read as more than a word are not suggested.",
        };
        command.Add(shell);
        return command.Running(async call =>
        {
            var name = call.Value(shell)!;
            if (!ShellScript.Shells.Contains(name))
            {
                throw CliException.Usage($"There is no script for '{name}'. Shells are {string.Join(", ", ShellScript.Shells)}.");
            }

            var script = await ShellScript.ReadAsync(name, call.CancellationToken).ConfigureAwait(false);
            if (call.Json)
            {
                call.WriteDocument("completion", writer => writer.WriteString("text", script));
            }
            else
            {
                await call.Streams.Out.WriteAsync(script).ConfigureAwait(false);
            }

            return ExitCode.Done;
        });
    }
}
