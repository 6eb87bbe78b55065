using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard claim</c>.</summary>
internal static class ClaimCommand
{
    public static CliCommand Create()
    {
        var id = new Argument<string?>("ID") { Arity = ArgumentArity.ZeroOrOne, Description = "The task (else the next ready one)." };
        var hold = new Option<bool>("--hold") { Description = "Only reserve it (CLAIMED); the work begins later." };
        var another = new Option<bool>("--another") { Description = "A further task, even if you hold one." };
        var @override = new Option<bool>("--override") { Description = "With ID: whatever holds it back." };
        var label = DraftOptions.Repeated("--label", "L", "Only tasks with this label; repeated: with all of them.");
        var persona = new Option<string?>("--persona") { HelpName = "P", Description = "The persona that you play (else the one that you registered with)." };
        var lease = new Option<string?>("--lease") { HelpName = "TIME", Description = "How long the claim lives without a sign of life (90s, 15m, 2h)." };
        var run = new Option<string?>("--max-run") { HelpName = "TIME", Description = "How long the claim lives at most, whatever signs of life come." };
        var wait = new Option<string?>("--wait") { HelpName = "TIME", Description = "Wait so long until something is ready (90s, 15m, 2h)." };
        var command = new CliCommand("claim", "Claim the next ready task, or one by its id; prints the claim handle and the brief.",
            "taskboard claim --agent agent-1", "taskboard claim k3m9x2 --lease 1h")
        {
            Daily = true,
            Remarks = "The first line is the handle, id#attempt: report, complete, fail or release with it. If you hold a task already, you get it back.\n"
                + "The definition of the persona that you name, or that the task asks for, comes with the brief.\n"
                + "Exit code 3: nothing is ready; with --json \"reason\" is \"done\" when nothing unfinished remains, else \"nothing_ready\", or \"timeout\" after --wait.",
        };
        command.Add(id);
        foreach (var option in new Option[] { hold, another, @override, label, persona, lease, run, wait })
        {
            command.Add(option);
        }

        return command.Changing(async (call, board, by) =>
        {
            var options = new ClaimOptions
            {
                Hold = call.Value(hold),
                Another = call.Value(another),
                Override = call.Value(@override),
                Labels = call.Values(label),
                Persona = call.Value(persona),
                Lease = call.Value(lease) is { } span ? ChosenWords.Span("--lease", span) : null,
                MaxRun = call.Value(run) is { } longestRun ? ChosenWords.Span("--max-run", longestRun) : null,

                // This process ends; whoever works on the task gives the signs of life.
                RenewedElsewhere = true,
            };
            TimeSpan? patience = call.Value(wait) is { } time ? ChosenWords.Span("--wait", time) : null;
            if (patience > ClaimWait.Longest)
            {
                throw CliException.Usage($"--wait waits {ClaimWait.Longest.Days} days at most.");
            }

            if (call.Value(id) is { } named)
            {
                return patience is null
                    ? await ToldAsync(call, board, await ByIdAsync(call, board, named, by, options).ConfigureAwait(false), options).ConfigureAwait(false)
                    : throw CliException.Usage("--wait is for the next ready task: leave ID out.");
            }

            if (options.Override)
            {
                throw CliException.Usage("--override needs the ID of the task to claim.");
            }

            // The claim is left standing: it is the caller's, and outlives this process.
            var claim = patience is { } longest
                ? await WaitedAsync(call, board, by, options, longest).ConfigureAwait(false)
                : await board.TryClaimNextAsync(by, options, call.CancellationToken).ConfigureAwait(false);
            return claim is not null
                ? await ToldAsync(call, board, claim, options).ConfigureAwait(false)
                : ClaimText.WriteNothing(call, "task.claim", board, await board.ReadAsync(call.CancellationToken).ConfigureAwait(false), waited: patience is not null);
        });
    }

    private static async Task<TaskClaim?> WaitedAsync(CommandCall call, Board board, ChangeBy by, ClaimOptions options, TimeSpan longest)
    {
        await using var alive = board.KeepAlive(by).ConfigureAwait(false);
        return await ClaimWait.ClaimAsync(board, by, options, longest, call.CancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> ToldAsync(CommandCall call, Board board, TaskClaim claim, ClaimOptions options)
    {
        var persona = await PersonaSheet.ReadAsync(call, board, options.Persona, claim.Task).ConfigureAwait(false);
        return ClaimText.Write(call, board, claim, persona, await Resumption.OfAsync(board, claim, call.CancellationToken).ConfigureAwait(false));
    }

    private static async Task<TaskClaim> ByIdAsync(CommandCall call, Board board, string named, ChangeBy by, ClaimOptions options) =>
        await board.ClaimAsync(await TaskNames.IdAsync(call, board, named).ConfigureAwait(false), by, options, call.CancellationToken).ConfigureAwait(false);
}
