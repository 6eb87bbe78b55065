namespace TaskBoard.Cli.Output;

/// <summary>The answer to a claim: the handle, and what to read before the work.</summary>
internal static class ClaimText
{
    /// <summary>Writes handle and brief.</summary>
    public static int Write(CommandCall call, Board board, TaskClaim claim)
    {
        ChangeText.Warn(call, claim.Change);
        if (call.Json)
        {
            WriteDocument(call, board, claim);
            return ExitCode.Done;
        }

        call.WriteLine(claim.Handle.ToString());
        if (claim.Resumed)
        {
            call.Say($"You held {claim.Handle.Task} already: this is it again. --another asks for a further one.");
        }

        call.Streams.Out.Write(TaskText.Of(claim.Task with { History = [] }, null, claim.Change.Snapshot));
        foreach (var result in claim.Brief.Results)
        {
            call.WriteLine($"  {result.Task} came to: {result.Summary}");
        }

        return ExitCode.Done;
    }

    /// <summary>Says that there is nothing to claim, and why.</summary>
    public static int WriteNothing(CommandCall call, Board board, BoardSnapshot snapshot)
    {
        var open = snapshot.Tasks.Where(t => !TaskFilter.IsFinished(t)).ToList();
        var standing = board.StandingOf(snapshot);
        var inHand = open.Count(t => t.State is TaskState.Claimed or TaskState.InProgress && standing.Of(t) is not { Ready: true });
        var forOthers = open.Count(t => standing.Of(t) is { Ready: true });
        if (call.Json)
        {
            call.WriteDocument("task.claim", writer =>
            {
                writer.WriteNull("claim");
                writer.WriteString("reason", open.Count == 0 ? "done" : "nothing_ready");
                writer.WriteNumber("in_hand", inHand);
                writer.WriteNumber("waiting", open.Count - inHand - forOthers);
                writer.WriteNumber("ready_for_others", forOthers);
            });
        }
        else
        {
            call.Say(open.Count == 0
                ? "Done: nothing unfinished remains."
                : $"Nothing is ready for you: {inHand} in hand, {open.Count - inHand - forOthers} waiting, {forOthers} ready for others. 'taskboard list' says what they wait for.");
        }

        return ExitCode.NothingToDo;
    }

    private static void WriteDocument(CommandCall call, Board board, TaskClaim claim) => call.WriteDocument("task.claim", writer =>
    {
        writer.WriteString("claim", claim.Handle.ToString());
        writer.WriteBoolean("resumed", claim.Resumed);
        writer.WritePropertyName("item");
        writer.WriteTask(claim.Task, board.StandingOf(claim.Change.Snapshot).Of(claim.Task));
        writer.WriteStartArray("results");
        foreach (var result in claim.Brief.Results)
        {
            writer.WriteStartObject();
            writer.WriteString("task", result.Task.Value);
            writer.WriteString("title", result.Title);
            writer.WriteString("summary", result.Summary);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("revision", claim.Change.Revision);
    });
}
