using System.CommandLine;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard list</c>.</summary>
internal static class ListCommand
{
    private const int DefaultLimit = 50;

    public static CliCommand Create()
    {
        var all = new Option<bool>("--all") { Description = "Finished tasks too." };
        var status = DraftOptions.Repeated("--status", "S", "Only tasks in this state; may be repeated.");
        var ready = new Option<bool>("--ready") { Description = "Only tasks that can be claimed now, those whose lease is over too." };
        var label = DraftOptions.Repeated("--label", "L", "Only tasks with this label; repeated: with all of them.");
        var assigned = new Option<string?>("--assigned-to") { HelpName = "A", Description = "Only tasks of this agent." };
        var persona = new Option<string?>("--persona") { HelpName = "P", Description = "Only tasks for this persona." };
        var text = new Option<string?>("--text") { HelpName = "QUERY", Description = "Only tasks with this text in id, title or description." };
        var limit = new Option<int>("--limit") { HelpName = "N", Description = $"How many at most (default {DefaultLimit}).", DefaultValueFactory = _ => DefaultLimit };
        var after = new Option<string?>("--after") { HelpName = "CURSOR", Description = "Go on where the page before ended." };
        var command = new CliCommand("list", "List open tasks, one line each.", "taskboard list --ready", "taskboard list --all --label backend --json")
        {
            Daily = true,
            EndsAtOnce = true,
            NamesAgent = true,
            Remarks = "Waits for no turn. Where tasks.json cannot be read, it lists the last good revision, with a warning.\n"
                + "With a name it tells what is ready for you: what you have in hand yourself does not keep you from what touches the same paths.",
        };
        foreach (var option in new Option[] { all, status, ready, label, assigned, persona, text, limit, after })
        {
            command.Add(option);
        }

        return command.Reading(async (call, board) =>
        {
            var filter = new TaskFilter
            {
                All = call.Value(all),
                States = call.Values(status) is { Count: > 0 } words ? words.Select(ChosenWords.State).ToValueList() : [],
                Ready = call.Value(ready),
                Labels = call.Values(label),
                AssignedTo = call.Value(assigned),
                Persona = call.Value(persona),
                Text = call.Value(text),
            };
            var size = call.Value(limit) is > 0 and var number ? number : throw CliException.Usage("--limit must be at least 1.");
            var snapshot = await CommandCall.InPlace(board.ReadAsync(call.CancellationToken)).ConfigureAwait(false);
            ReadingText.Warn(call, snapshot);
            var page = TaskPage.Of(snapshot, board.StandingOf(snapshot, call.ByIfNamed()?.Agent), filter, size, call.Value(after), grouped: call.Screen is not null);
            TaskListText.Write(call, snapshot, page);
            return ExitCode.Done;
        });
    }
}
