using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>What going back came to, or would.</summary>
internal static class RestoreText
{
    /// <summary>Writes what was changed, and what that took back.</summary>
    public static int Write(CommandCall call, string kind, Board board, BoardChange change)
    {
        if (change.Events.Select(e => e.Details).FirstOrDefault(d => d is not null) is { } what)
        {
            call.Say($"{what.TrimEnd('.')}.");
        }

        if (!call.Json && change.Tasks.Count == 0)
        {
            ChangeText.Warn(call, change);
            call.WriteLine(change.AlreadyDone ? ChangeText.RemarkOf(change) : $"the board, {ChangeText.RemarkOf(change)}");
            return ExitCode.Done;
        }

        return ChangeText.Write(call, kind, board, change);
    }

    /// <summary>Writes what would change.</summary>
    /// <param name="call">Where to.</param>
    /// <param name="kind">The kind of the document.</param>
    /// <param name="doing">What would be done, but for the revision.</param>
    /// <param name="preview">What that would come to.</param>
    public static int Write(CommandCall call, string kind, string doing, RestorePreview preview)
    {
        foreach (var warning in preview.Warnings)
        {
            call.Warn(warning);
        }

        if (call.Json)
        {
            WriteDocument(call, kind, preview);
            return ExitCode.Done;
        }

        call.Say($"{doing} revision {preview.Revision} would change:");
        if (call.Screen is { } screen)
        {
            DiffDrawing.Draw(screen, call.Streams.Out, preview.Differences);
        }
        else
        {
            DiffText.WriteLines(call, preview.Differences);
        }

        call.Say(preview.Differences.Count == 0 ? "Nothing." : "Nothing was changed.");
        return ExitCode.Done;
    }

    private static void WriteDocument(CommandCall call, string kind, RestorePreview preview) => call.WriteDocument(kind, writer =>
    {
        writer.WriteNumber("revision", preview.Revision);
        DiffText.WriteItems(writer, preview.Differences);
        writer.WriteStartArray("lost_claims");
        foreach (var lost in preview.LostClaims)
        {
            writer.WriteStartObject();
            writer.WriteString("claim", lost.Claim.ToString());
            writer.WriteString("agent_id", lost.Agent);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
