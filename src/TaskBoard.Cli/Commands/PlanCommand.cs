using System.CommandLine;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard plan</c>.</summary>
internal static class PlanCommand
{
    /// <summary>Stands where no name was given; it gets into no board.</summary>
    private static readonly ChangeBy Nobody = new("nobody");

    public static CliCommand Create()
    {
        var file = new Argument<string>("FILE|-") { Description = "The plan as JSON, or - for standard input." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only draw what would be added, and what would be ready first; nothing changes." };
        var command = new CliCommand("plan", "Add a whole graph of tasks at once, all or none.",
            "taskboard plan plan.json --dry-run", "taskboard plan - < plan.json")
        {
            Remarks = """
                A plan is an array of tasks, or an object with "tasks". A task has the properties of tasks.json, and a "key" by which others of the plan
                name it in depends_on, parent and related; what is no key or id of the plan is an id on the board:

                  [ { "key": "schema", "title": "Design the schema", "persona": "planner" },
                    { "key": "api",    "title": "Build the API", "depends_on": ["schema"] },
                    { "key": "tests",  "title": "Test it", "parent": "api", "acceptance": ["every route is called"] } ]

                Prints one line per task: its id and its key. Everything that is wrong is told at once, with line and column, and nothing is added.
                """.ReplaceLineEndings("\n"),
        };
        command.Add(file);
        command.Add(dryRun);
        return command.Running(async call =>
        {
            var dry = call.Value(dryRun);
            var by = dry ? Nobody : call.By();
            var source = call.Value(file)!;
            var input = JsonPlan.Read(await InputText.ReadAsync(call, "plan", source).ConfigureAwait(false), source);
            foreach (var warning in input.Warnings)
            {
                call.Warn(warning);
            }

            if (input.Problems.Count > 0)
            {
                throw Refused(source, input, [.. input.Problems, .. await FurtherAsync(call, input).ConfigureAwait(false)]);
            }

            await using var board = await call.OpenBoardAsync().ConfigureAwait(false);
            try
            {
                if (dry)
                {
                    PlanText.Write(call, board, input.Plan, await board.PreviewAsync(input.Plan, by, call.CancellationToken).ConfigureAwait(false));
                }
                else
                {
                    PlanText.Write(call, board, input.Plan, await board.PlanAsync(input.Plan, by, call.CancellationToken).ConfigureAwait(false));
                }
            }
            catch (InvalidPlanException e)
            {
                throw Refused(source, input, e.Problems);
            }

            return ExitCode.Done;
        }, changes: true);
    }

    /// <summary>What else is wrong with a plan of which not all could be read; nothing where no board can be asked.</summary>
    private static async Task<IEnumerable<PlanProblem>> FurtherAsync(CommandCall call, JsonPlan input)
    {
        try
        {
            await using var board = await call.OpenBoardAsync().ConfigureAwait(false);
            await board.PreviewAsync(input.Plan, Nobody, call.CancellationToken).ConfigureAwait(false);
            return [];
        }
        catch (InvalidPlanException e)
        {
            // That there is no title, because it could not be read, was told already.
            var told = input.Problems.Where(p => p.Property is null or "title" or "description").Select(p => p.Task).ToHashSet();
            return e.Problems.Where(p => p.Property is not null || !told.Contains(p.Task));
        }
        catch (Exception e) when (e is BoardException or CliException)
        {
            return [];
        }
    }

    private static CliException Refused(string source, JsonPlan input, ValueList<PlanProblem> problems) => new(
        BoardErrorCodes.InvalidPlan,
        ExitCode.Usage,
        $"Nothing of the plan {source} was added: {problems.Count} to mend.")
    {
        Problems = input.Placed(problems),
    };
}
