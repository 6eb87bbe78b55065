using System.Globalization;

namespace TaskBoard.Cli.Work;

/// <summary>What a worker says: a line, or a document, for each task.</summary>
internal static class WorkText
{
    /// <summary>What came of one task.</summary>
    public static void Write(CommandCall call, WorkOutcome outcome)
    {
        if (call.Json)
        {
            call.WriteDocument("task.work", writer =>
            {
                writer.WriteString("claim", outcome.Claim.ToString());
                writer.WriteString("task", outcome.Claim.Task.Value);
                writer.WriteString("title", outcome.Title);
                writer.WriteString("end", WordOf(outcome.End));
                if (outcome.ExitCode is { } code)
                {
                    writer.WriteNumber("exit_code", code);
                }
                else
                {
                    writer.WriteNull("exit_code");
                }

                writer.WriteNumber("seconds", Math.Round((decimal)outcome.Took.TotalSeconds, 1));
                writer.WriteString("summary", outcome.Summary);
                JsonWriterExtensions.WriteText(writer, "worktree", outcome.Worktree);
            });
            return;
        }

        call.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcome.Claim}  {WordOf(outcome.End)}  {outcome.Took.TotalSeconds:0.#} s  {outcome.Summary}"));
        if (outcome.Worktree is { } worktree)
        {
            call.Say($"Left in place: {worktree}");
        }
    }

    /// <summary>That there was nothing to do, and why.</summary>
    /// <param name="call">Where to.</param>
    /// <param name="remains">Whether anything unfinished remains, of which nothing became ready in time.</param>
    public static void WriteNothing(CommandCall call, bool remains)
    {
        if (call.Json)
        {
            call.WriteDocument("task.work", writer =>
            {
                writer.WriteNull("claim");
                writer.WriteString("reason", remains ? "timeout" : "done");
            });
            return;
        }

        call.Say($"No task was worked on: {(remains ? "nothing became ready in time" : "nothing unfinished remains")}.");
    }

    /// <summary>What came of all.</summary>
    public static void Sum(CommandCall call, IReadOnlyList<WorkOutcome> outcomes)
    {
        var counts = outcomes.GroupBy(o => o.End).OrderBy(g => g.Key).Select(g => $"{g.Count()} {WordOf(g.Key)}");
        call.Say(outcomes.Count == 0 ? "No task was worked on." : string.Join(", ", counts) + ".");
    }

    private static string WordOf(WorkEnd end) => end switch
    {
        WorkEnd.Completed => "completed",
        WorkEnd.Failed => "failed",
        WorkEnd.Released => "released",
        WorkEnd.Cancelled => "cancelled",
        _ => "lost",
    };
}
