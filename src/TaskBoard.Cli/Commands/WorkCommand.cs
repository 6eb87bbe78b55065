using System.CommandLine;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Work;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard work</c>.</summary>
internal static class WorkCommand
{
    public static CliCommand Create()
    {
        var words = new Argument<string[]>("COMMAND") { Arity = ArgumentArity.OneOrMore, Description = "The command and its arguments, after a double dash." };
        var persona = new Option<string?>("--persona") { HelpName = "P", Description = "The persona that you play (else the one that you registered with)." };
        var label = DraftOptions.Repeated("--label", "L", "Only tasks with this label; repeated: with all of them.");
        var once = new Option<bool>("--once") { Description = "Only one task." };
        var most = new Option<int?>("--max-tasks") { HelpName = "N", Description = "At most so many tasks." };
        var idle = new Option<string?>("--idle-timeout") { HelpName = "TIME", Description = "End when nothing was ready for so long (90s, 15m, 2h)." };
        var timeout = new Option<string?>("--timeout") { HelpName = "TIME", Description = "How long the command may take for one task; then it is ended, and the attempt has failed." };
        var worktree = new Option<string?>("--worktree") { HelpName = "DIR", Description = "A git worktree and a branch for each task, below DIR; it goes when the task is completed and all is committed, the branch stays." };
        var stdin = new Option<string>("--stdin") { HelpName = "json|text", Description = "How the command is given the task (default: json).", DefaultValueFactory = _ => "json" };
        var command = new CliCommand("work", "Run a command for one task after the other: claim, run, complete or fail.",
            "taskboard work --agent builder-1 -- ./build-task.sh", "taskboard work --agent a1 --once --timeout 30m --worktree ../trees -- my-agent --stdin")
        {
            HandlesSignals = true,
            NamesAgent = true,
            Remarks = "The command gets the task on its standard input, as 'taskboard claim --json' prints it (--stdin text: as it prints it without), and TASKBOARD_DIR,\n"
                + "TASKBOARD_AGENT, TASKBOARD_CLAIM, TASKBOARD_TASK, TASKBOARD_ATTEMPT, TASKBOARD_TITLE, TASKBOARD_PERSONA and TASKBOARD_WORKING_DIRECTORY in its environment.\n"
                + "The definition of the persona that you name, or that the task asks for, comes with the task.\n"
                + "It ends with 0: the task is completed, with the last line of its standard output as summary and the end of its output as evidence. Otherwise the attempt has failed.\n"
                + "A name under which another process of this machine works already is refused (exit code 4).\n"
                + "Where it completes, fails or releases the task itself, that counts, whatever it ends with. What was given back it leaves to others.\n"
                + "What it says goes to standard error; a line (--json: a document) for each task to standard output.\n"
                + "Ctrl-C lets the task in hand come to its end; a second one, or SIGTERM, ends the command with all it started, and gives the task back.\n"
                + "Ends when nothing unfinished remains. Exit codes: 0 all completed, 1 an attempt failed, or a task was given back, cancelled or taken\n"
                + "away meanwhile, 3 no task was there (--json: \"reason\" is \"done\" when nothing unfinished remains, else \"timeout\"), 130 or 143 ended by a signal.",
        };
        command.Add(words);
        foreach (var option in new Option[] { persona, label, once, most, idle, timeout, worktree, stdin })
        {
            command.Add(option);
        }

        return command.Acting(async (call, board, by) =>
        {
            if (call.Value(most) < 1)
            {
                throw CliException.Usage("--max-tasks: at least 1.");
            }

            if (SpanOf(timeout) == TimeSpan.Zero)
            {
                throw CliException.Usage("--timeout: more than nothing, or each attempt fails.");
            }

            Boards.RemovedWork.Warn(call, board);
            var options = new WorkOptions
            {
                Command = call.Value(words)!,
                Claim = new ClaimOptions { Persona = call.Value(persona), Labels = call.Values(label) },
                MaxTasks = call.Value(once) ? 1 : call.Value(most),
                IdleTimeout = SpanOf(idle),
                Timeout = SpanOf(timeout),
                Worktrees = call.Value(worktree),
                InputIsText = call.Value(stdin) switch
                {
                    "json" => false,
                    "text" => true,
                    var other => throw CliException.Usage($"--stdin: '{other}' is neither json nor text."),
                },
            };
            CommandPath.Require(options.Command[0], call.Environment);
            if (options.Worktrees is { } under)
            {
                await TaskWorktree.RequireAsync(call.Environment.CurrentDirectory, call.Environment.FullPath(under)).ConfigureAwait(false);
            }

            using var name = await board.TakeNameAsync(by.Agent, call.CancellationToken).ConfigureAwait(false);
            return await new Worker(call, board, by, options).RunAsync().ConfigureAwait(false);

            TimeSpan? SpanOf(Option<string?> option) => call.Value(option) is not { } text ? null
                : ChosenWords.Span(option.Name, text) is var span && span <= ClaimWait.Longest ? span
                : throw CliException.Usage($"{option.Name}: {ClaimWait.Longest.Days} days at most.");
        });
    }
}
