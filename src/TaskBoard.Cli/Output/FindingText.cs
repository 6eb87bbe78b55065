using System.Text.Json;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>Findings, as lines or as a part of a document.</summary>
internal static class FindingText
{
    /// <summary>Writes them, and how many there are to mend.</summary>
    public static void Write(CommandCall call, IReadOnlyCollection<BoardFinding> findings)
    {
        if (call.Screen is { } screen)
        {
            FindingDrawing.Draw(screen, call.Streams.Out, findings);
        }
        else
        {
            foreach (var finding in findings)
            {
                call.WriteLine($"{WordOf(finding)}: {finding}");
            }
        }

        call.Say(Summary(findings) is { } summary ? $"{summary}." : "Nothing to mend.");
    }

    /// <summary>How much it matters.</summary>
    public static string WordOf(BoardFinding finding) => finding.IsProblem ? "problem" : "remark";

    /// <summary>How many there are; null: none.</summary>
    public static string? Summary(IReadOnlyCollection<BoardFinding> findings) =>
        findings.Count == 0 ? null : $"{findings.Count(f => f.IsProblem)} to mend, {(findings.Count(f => !f.IsProblem) is var remarks && remarks == 1 ? "1 remark" : $"{remarks} remarks")}";

    /// <summary>Writes them into an object.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyCollection<BoardFinding> findings)
    {
        writer.WriteStartArray("items");
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteBoolean("problem", finding.IsProblem);
            writer.WriteString("message", finding.Message);
            writer.WriteText("task", finding.Task);
            if (finding.Line > 0)
            {
                writer.WriteNumber("line", finding.Line);
                writer.WriteNumber("column", finding.Column);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("total", findings.Count);
    }

    /// <summary>What a command ends with that found them.</summary>
    public static int ExitCodeOf(BoardSnapshot snapshot, IReadOnlyCollection<BoardFinding> findings) =>
        !snapshot.Readable || findings.Any(f => f is { IsProblem: true, Code: MonitorCodes.HistoryDamaged or MonitorCodes.HistoryGone }) ? ExitCode.Unreadable
        : findings.Any(f => f.IsProblem) ? ExitCode.Failed : ExitCode.Done;
}
