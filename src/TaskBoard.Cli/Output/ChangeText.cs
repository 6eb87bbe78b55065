using System.Text.Json;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>The answer to a change.</summary>
internal static class ChangeText
{
    /// <summary>Writes the answer of a command that acted on one task.</summary>
    public static int Write(CommandCall call, string kind, Board board, BoardChange change)
    {
        Warn(call, change);
        if (call.Json)
        {
            call.WriteDocument(kind, writer => Write(writer, board, change));
            return ExitCode.Done;
        }

        if (call.Screen is { } screen)
        {
            ChangeDrawing.Draw(screen, call.Streams.Out, change);
            return ExitCode.Done;
        }

        foreach (var id in change.Tasks)
        {
            call.WriteLine($"{id} {StateOf(change.Snapshot.Find(id))}, {RemarkOf(change)}");
        }

        foreach (var id in change.Ready)
        {
            call.WriteLine($"ready now: {id} {change.Snapshot.Find(id)?.Title}");
        }

        return ExitCode.Done;
    }

    /// <summary>Writes the ids of tasks that are new, a line for each.</summary>
    public static void WriteIds(CommandCall call, BoardChange change)
    {
        if (call.Screen is { } screen)
        {
            ChangeDrawing.DrawIds(screen, call.Streams.Out, change.Tasks);
            return;
        }

        foreach (var id in change.Tasks)
        {
            call.WriteLine(id.Value);
        }
    }

    /// <summary>Where a task stands; null: it is off the board.</summary>
    public static string StateOf(TaskItem? task) => task switch
    {
        null => "taken off the board",
        { Blocked.Length: > 0 } => $"{task.State.ToWord()} (blocked)",

        // Of the future at the time of the change: it rests after a failure, or somebody chose when it may begin.
        { State: TaskState.Pending, NotBefore: { } time } when time > task.UpdatedAt => $"{task.State.ToWord()} (not before {time.ToText()})",
        _ => task.State.ToWord(),
    };

    /// <summary>What more there is to say of a change.</summary>
    public static string RemarkOf(BoardChange change) => $"{(change.AlreadyDone ? "as before, " : "")}revision {change.Revision}";

    /// <summary>Passes on what the caller should know all the same.</summary>
    public static void Warn(CommandCall call, BoardChange change)
    {
        foreach (var warning in change.Warnings)
        {
            call.Warn(warning);
        }

        if (change.Late)
        {
            call.Warn("The lease had ended before this result came; it was accepted, because nobody else had claimed the task.");
        }
    }

    /// <summary>Writes what a change came to into a document.</summary>
    public static void Write(Utf8JsonWriter writer, Board board, BoardChange change)
    {
        var standing = board.StandingOf(change.Snapshot);
        writer.WriteStartArray("items");
        foreach (var task in change.Tasks.Select(change.Snapshot.Find).OfType<TaskItem>())
        {
            writer.WriteTask(task, standing.Of(task));
        }

        writer.WriteEndArray();
        if (change.Tasks.Any(id => change.Snapshot.Find(id) is null))
        {
            writer.WriteStrings("removed", change.Tasks.Where(id => change.Snapshot.Find(id) is null).Select(id => id.Value));
        }

        writer.WriteNumber("revision", change.Revision);
        writer.WriteStrings("became_ready", change.Ready.Select(id => id.Value));
        writer.WriteBoolean("already_done", change.AlreadyDone);
        writer.WriteBoolean("late", change.Late);
    }
}
