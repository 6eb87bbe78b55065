using System.Text.Json;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>What a look at the board found, as lines or as a document.</summary>
internal static class MonitorText
{
    /// <summary>Writes all of it.</summary>
    /// <param name="call">Where to.</param>
    /// <param name="pass">What was found.</param>
    /// <param name="kind">The kind of the document.</param>
    /// <param name="how">How what is possible would be repaired.</param>
    public static void Write(CommandCall call, MonitorPass pass, string kind = "monitor.pass", string how = "With --repair")
    {
        if (call.Json)
        {
            call.WriteDocument(kind, writer => Write(writer, pass));
            return;
        }

        if (call.Screen is { } screen)
        {
            FindingDrawing.Draw(screen, call.Streams.Out, pass.Findings);
        }
        else
        {
            foreach (var finding in pass.Findings)
            {
                call.WriteLine(LineOf(finding));
            }
        }

        call.Say(pass.Findings.Count == 0 ? "Nothing found." : SummaryOf(pass, how));
    }

    /// <summary>What a command ends with that looked once.</summary>
    public static int ExitCodeOf(MonitorPass pass) =>
        pass.Findings.Any(f => f is { Severity: MonitorSeverity.Error, IsOpen: true, Code: MonitorCodes.BoardUnreadable or MonitorCodes.HistoryDamaged or MonitorCodes.HistoryGone }) ? ExitCode.Unreadable
        : pass.Open > 0 ? ExitCode.Failed
        : ExitCode.Done;

    /// <summary>A finding on one line.</summary>
    public static string LineOf(MonitorFinding finding) => $"{WordOf(finding.Severity),-7} {finding.Code,-21} {TextOf(finding)}";

    /// <summary>Where it is, what it is, and what was done or is to be done.</summary>
    public static string TextOf(MonitorFinding finding)
    {
        var then = finding.Repair switch
        {
            MonitorRepair.Done => $"Repaired: {finding.RepairText}",
            MonitorRepair.Failed => $"Not repaired: {finding.RepairText ?? finding.Advice}",
            _ => finding.Advice,
        };
        return $"{finding.Where}: {finding.Message}{(then is null ? "" : $" {then}")}";
    }

    private static string SummaryOf(MonitorPass pass, string how)
    {
        var possible = pass.Findings.Count(f => f.Repair == MonitorRepair.Possible);
        return $"{pass.Findings.Count} found, {pass.Repaired} repaired, {pass.Open} to see to.{(possible > 0 ? $" {how}, {possible} would be repaired." : "")}";
    }

    private static void Write(Utf8JsonWriter writer, MonitorPass pass)
    {
        writer.WriteString("at", pass.At.ToText());
        writer.WriteRaw("revision", pass.Revision?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        writer.WriteStartArray("items");
        foreach (var finding in pass.Findings)
        {
            writer.WriteStartObject();
            writer.WriteString("code", finding.Code);
            writer.WriteString("severity", WordOf(finding.Severity));
            writer.WriteString("where", finding.Where);
            writer.WriteString("message", finding.Message);
            writer.WriteText("advice", finding.Advice);
            writer.WriteText("task", finding.Task);
            writer.WriteString("repair", WordOf(finding.Repair));
            writer.WriteText("repair_text", finding.RepairText);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("total", pass.Findings.Count);
        writer.WriteNumber("repaired", pass.Repaired);
        writer.WriteNumber("open", pass.Open);
    }

    /// <summary>How much it matters.</summary>
    public static string WordOf(MonitorSeverity severity) => severity switch
    {
        MonitorSeverity.Error => "error",
        MonitorSeverity.Warning => "warning",
        _ => "remark",
    };

    private static string WordOf(MonitorRepair repair) => repair switch
    {
        MonitorRepair.Done => "done",
        MonitorRepair.Failed => "failed",
        MonitorRepair.Possible => "possible",
        _ => "none",
    };
}
