using TaskBoard.Cli.Import;

namespace TaskBoard.Cli.Output;

/// <summary>What an import did, or would do.</summary>
internal static class ImportText
{
    /// <summary>Writes the report.</summary>
    /// <param name="call">The call.</param>
    /// <param name="import">What was read.</param>
    /// <param name="change">What became of it; null: a dry run.</param>
    public static void Write(CommandCall call, ImportedTasks import, BoardChange? change)
    {
        if (call.Json)
        {
            call.WriteDocument("board.import", writer =>
            {
                writer.WriteBoolean("dry_run", change is null);
                writer.WriteNumber("tasks", import.TopLevel);
                writer.WriteNumber("subtasks", import.Subtasks);
                writer.WriteStrings("tags", import.Tags);
                writer.WriteStrings("remarks", import.Remarks);
                if (change is not null)
                {
                    writer.WriteNumber("revision", change.Revision);
                }
            });
            return;
        }

        var tags = import.Tags.Count > 1 ? $" of {import.Tags.Count} tags ({string.Join(", ", import.Tags)})" : "";
        call.WriteLine($"{(change is null ? "would import" : "imported")} {import.TopLevel} tasks and {import.Subtasks} subtasks{tags}{(change is null ? "" : $", revision {change.Revision}")}");
        foreach (var remark in import.Remarks)
        {
            call.WriteLine($"  {remark}");
        }
    }
}
