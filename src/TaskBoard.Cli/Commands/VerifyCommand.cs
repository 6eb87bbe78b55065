using System.CommandLine;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard verify</c>.</summary>
internal static class VerifyCommand
{
    public static CliCommand Create()
    {
        var expect = new Option<string?>("--expect") { HelpName = "HEAD", Description = "A head kept from an earlier verify, which must be in the chain." };
        var command = new CliCommand("verify", "Prove that the history is whole and fits the board.", "taskboard verify", "taskboard verify --expect 128:9f86d0…")
        {
            Remarks = "Finds any single changed, removed or swapped event. That the end was cut off, or everything was written anew, it finds with\n"
                + "a head that was kept where the writer could not reach it. Exit code 6: not intact.",
        };
        command.Add(expect);
        return command.Reading(async (call, board) =>
        {
            var found = await board.History.VerifyAsync(call.Value(expect), call.CancellationToken).ConfigureAwait(false);
            if (call.Json)
            {
                call.WriteDocument("history.verification", writer =>
                {
                    writer.WriteBoolean("intact", found.IsIntact);
                    writer.WriteNumber("events", found.Events);
                    writer.WriteNumber("revision", found.Revision);
                    writer.WriteString("head", found.Head);
                    writer.WriteRaw("first_bad_event", found.FirstBadEvent?.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    writer.WriteStrings("problems", found.Problems);
                    writer.WriteBoolean("file_is_ahead", found.FileIsAhead);
                });
                return found.IsIntact ? ExitCode.Done : ExitCode.Unreadable;
            }

            call.WriteLine($"events    {found.Events}");
            call.WriteLine($"revision  {found.Revision}");
            call.WriteLine($"head      {found.Head}");
            call.WriteLine(found.IsIntact ? "intact" : $"NOT INTACT{(found.FirstBadEvent is { } bad ? $", first bad event: {bad}" : "")}");
            foreach (var problem in found.Problems)
            {
                call.WriteLine($"  {problem}");
            }

            if (found.FileIsAhead)
            {
                call.Say("tasks.json holds a hand edit that is not recorded yet; the next change records it.");
            }

            return found.IsIntact ? ExitCode.Done : ExitCode.Unreadable;
        });
    }
}
