using System.Text.Json;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>The answer to a claim: the handle, and what to read before the work.</summary>
internal static class ClaimText
{
    /// <summary>Writes handle and brief.</summary>
    /// <param name="call">Where to.</param>
    /// <param name="board">The board.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="persona">The persona that comes with it; null: none.</param>
    /// <param name="hold">Since when its agent has the task, and where it works.</param>
    public static int Write(CommandCall call, Board board, TaskClaim claim, Persona? persona, Resumption hold)
    {
        ChangeText.Warn(call, claim.Change);
        if (call.Json)
        {
            call.WriteDocument("task.claim", writer =>
            {
                WriteClaim(writer, board, claim, persona, hold.Since);
                writer.WriteText("working_directory", hold.WorkingDirectory);
            });
            return ExitCode.Done;
        }

        call.WriteLine(claim.Handle.ToString());
        if (claim.Resumed)
        {
            call.Say($"You held {claim.Handle.Task} already{(hold.Since is { } since ? $", since {since.ToText()}" : "")}{(hold.WorkingDirectory is { } where ? $", at work in {where}" : "")}: this is it again. --another asks for a further one.");
        }
        else if (claim.Change.AlreadyDone)
        {
            call.Say($"This request was answered before: {claim.Handle} is the claim that it made, and still yours.");
        }

        // Who claims is answered at once: where all other tasks stand is not worked out for it.
        var standing = claim.Change.Lease is { } lease ? new TaskStanding(false, []) { LeaseExpiresAt = lease.ExpiresAt, MaxRunAt = lease.MaxRunAt } : board.StandingOf(claim.Change.Snapshot).Of(claim.Task);
        WriteBrief(call, claim.Task, claim.Brief, claim.Change.Snapshot, standing);
        PersonaSheet.WriteSection(call, persona);
        return ExitCode.Done;
    }

    /// <summary>Writes the task that a claim would give.</summary>
    public static int WriteNext(CommandCall call, Board board, NextTask next)
    {
        if (call.Json)
        {
            call.WriteDocument("task.next", writer =>
            {
                writer.WriteBoolean("resumed", next.Resumed);
                WriteBrief(writer, next.Task, next.Brief, board.StandingOf(next.Snapshot, call.By().Agent));
                ReadingText.Write(writer, next.Snapshot);
            });
            return ExitCode.Done;
        }

        if (next.Resumed)
        {
            call.Say($"You hold {next.Task.Id} already, and would get it back. --another asks for a further one.");
        }

        WriteBrief(call, next.Task, next.Brief, next.Snapshot, board.StandingOf(next.Snapshot, call.By().Agent).Of(next.Task));
        return ExitCode.Done;
    }

    /// <summary>Says that there is nothing to claim, and why.</summary>
    public static int WriteNothing(CommandCall call, string kind, Board board, BoardSnapshot snapshot, bool waited = false)
    {
        var open = snapshot.Tasks.Where(t => !TaskFilter.IsFinished(t)).ToList();
        var standing = board.StandingOf(snapshot, call.By().Agent);
        var inHand = open.Count(t => t.State is TaskState.Claimed or TaskState.InProgress && standing.Of(t) is not { Ready: true });
        var ready = open.Where(t => standing.Of(t) is { Ready: true }).ToList();
        var forOthers = ready.Count;

        // What waits for one that FAILED becomes ready only if somebody decides so.
        var failed = snapshot.Tasks.Count(t => t is { Held: false, State: TaskState.Failed });
        if (call.Json)
        {
            call.WriteDocument(kind, writer =>
            {
                writer.WriteNull(kind == "task.claim" ? "claim" : "item");
                writer.WriteString("reason", open.Count == 0 ? "done" : waited ? "timeout" : "nothing_ready");
                writer.WriteNumber("in_hand", inHand);
                writer.WriteNumber("waiting", open.Count - inHand - forOthers);
                writer.WriteNumber("ready_for_others", forOthers);
                writer.WriteNumber("failed", failed);
            });
        }
        else
        {
            call.Say(open.Count == 0
                ? $"Done: nothing unfinished remains{(failed > 0 ? $"; {failed} FAILED" : "")}."
                : $"{(waited ? "Nothing became ready in time" : "Nothing is ready")} for you: {inHand} in hand, {open.Count - inHand - forOthers} waiting, {forOthers} ready for others{(failed > 0 ? $", {failed} FAILED" : "")}. 'taskboard list' says what they wait for.{Personas(ready)}");
        }

        return ExitCode.NothingToDo;
    }

    /// <summary>For which personas there is something on a board, which whoever is one has to say, after a blank; empty: for none.</summary>
    public static string Personas(BoardSnapshot snapshot, IReadOnlyDictionary<TaskId, TaskStanding> standing) =>
        Personas(snapshot.Tasks.Where(t => standing.Of(t) is { Ready: true }));

    private static string Personas(IEnumerable<TaskItem> ready) =>
        ready.Select(t => t.Persona).Where(p => !string.IsNullOrEmpty(p)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } personas
            ? $" Some are for a persona: claim them with {string.Join(" or ", personas.Take(5).Select(p => $"--persona {p}"))}."
            : "";

    /// <summary>The document that answers a claim, for a program that is given the task.</summary>
    public static string DocumentOf(Board board, TaskClaim claim, Persona? persona) =>
        JsonDocumentText.Of("task.claim", writer => WriteClaim(writer, board, claim, persona, Resumption.SinceWhen(claim.Task)), claim.Change.Warnings);

    /// <summary>The same as plain lines.</summary>
    public static string BriefOf(TaskClaim claim, Persona? persona) =>
        $"{claim.Handle}\n{TaskText.Plain(claim.Task with { History = [] }, null, claim.Change.Snapshot)}"
        + string.Concat(claim.Brief.Results.Select(r => VisibleText.Line(LineOf(r)) + "\n"))
        + PersonaSheet.Section(persona);

    private static string LineOf(DependencyResult result) => $"  {result.Task} came to: {result.Summary}";

    private static void WriteClaim(Utf8JsonWriter writer, Board board, TaskClaim claim, Persona? persona, DateTimeOffset? since)
    {
        writer.WriteString("claim", claim.Handle.ToString());
        writer.WriteBoolean("resumed", claim.Resumed);
        writer.WriteText("since", since?.ToText());
        writer.WriteBoolean("already_done", claim.Change.AlreadyDone);
        WriteBrief(writer, claim.Task, claim.Brief, board.StandingOf(claim.Change.Snapshot));
        PersonaSheet.WriteProperty(writer, persona);
        writer.WriteNumber("revision", claim.Change.Revision);
    }

    private static void WriteBrief(CommandCall call, TaskItem task, TaskBrief brief, BoardSnapshot snapshot, TaskStanding? standing)
    {
        TaskText.Write(call, task with { History = [] }, standing, snapshot);
        if (call.Screen is { } screen && brief.Results.Count > 0)
        {
            DrawnTaskSheet.On(screen, call.Streams.Out).Texts("results it builds on", [.. brief.Results.Select(r => $"{r.Task}: {r.Summary}")]);
            return;
        }

        foreach (var result in brief.Results)
        {
            call.WriteLine(LineOf(result));
        }
    }

    private static void WriteBrief(Utf8JsonWriter writer, TaskItem task, TaskBrief brief, IReadOnlyDictionary<TaskId, TaskStanding> standing)
    {
        writer.WritePropertyName("item");
        writer.WriteTask(task, standing.Of(task));
        writer.WriteResults(brief);
    }
}
