using System.CommandLine;
using TaskBoard.Cli.Audit;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard verify</c>.</summary>
internal static class VerifyCommand
{
    public static CliCommand Create()
    {
        var expect = new Option<string?>("--expect") { HelpName = "HEAD|FILE", Description = "A head, or the file of seals, kept from earlier: all must be in the chain." };
        var command = new CliCommand("verify", "Prove that the history is whole and fits the board.", "taskboard verify", "taskboard verify --expect seals/2026-11-21.json")
        {
            Remarks = "Finds any single changed, removed or swapped event, and any changed row beside the events (leases, agents, requests and so on), for which it\n"
                + "says what 'taskboard repair' does. That the end was cut off, or everything was written anew, it finds with\n"
                + "a head that was kept where the writer could not reach it ('taskboard audit seal'). Exit code 6: the history is not intact,\n"
                + "or gone, or tasks.json cannot be read to compare it with.",
        };
        command.Add(expect);
        return command.Reading(async (call, board) =>
        {
            var seals = call.Value(expect) is { } kept ? await Seal.ReadAsync(call, kept).ConfigureAwait(false) : [];
            var found = await board.History.VerifyAsync(seals.Select(s => s.Head).ToValueList(), call.CancellationToken).ConfigureAwait(false);
            var others = seals.Select(s => s.BoardId).OfType<string>().Where(id => id != found.BoardId).Distinct(StringComparer.Ordinal);
            found = found with { Problems = others.Select(id => OfAnother(id, found.BoardId)).Concat(found.Problems).ToValueList() };

            if (call.Json)
            {
                call.WriteDocument("history.verification", writer =>
                {
                    writer.WriteBoolean("intact", found.IsIntact);
                    writer.WriteNumber("events", found.Events);
                    writer.WriteNumber("revision", found.Revision);
                    writer.WriteString("head", found.Head);
                    writer.WriteText("begun_anew", found.BegunAnew?.ToText());
                    writer.WriteRaw("first_bad_event", found.FirstBadEvent?.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    writer.WriteStrings("problems", found.Problems);
                    writer.WriteStrings("file_problems", found.FileProblems);
                    writer.WriteBoolean("file_is_ahead", found.FileIsAhead);
                });
                return ExitCodeOf(found);
            }

            call.WriteLine($"events    {found.Events}");
            call.WriteLine($"revision  {found.Revision}");
            call.WriteLine($"head      {found.Head}");
            call.WriteLine(found.IsIntact ? found.FileProblems.Count == 0 ? "intact" : "intact, but tasks.json cannot be read or compared" : $"NOT INTACT{(found.FirstBadEvent is { } bad ? $", first bad event: {bad}" : "")}");
            if (found.BegunAnew is { } anew)
            {
                call.WriteLine($"  begun anew at {anew.ToText()}, because the history before was gone: what was recorded before is not in it");
            }

            foreach (var problem in found.Problems.Concat(found.FileProblems))
            {
                call.WriteLine($"  {problem}");
            }

            if (found.FileIsAhead)
            {
                call.Say("tasks.json holds a hand edit that is not recorded yet; the next change records it.");
            }

            return ExitCodeOf(found);
        });
    }

    private static int ExitCodeOf(HistoryVerification found) => found.IsIntact && found.FileProblems.Count == 0 ? ExitCode.Done : ExitCode.Unreadable;

    private static string OfAnother(string sealedId, string? id) =>
        $"The seal is that of board {sealedId}, and this is {(id is null ? "a board without a history" : $"board {id}")}: another board, or its history was begun anew.";
}
