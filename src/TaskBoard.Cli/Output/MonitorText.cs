using System.Text.Json;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>What a look at the board found, as lines or as a document.</summary>
internal static class MonitorText
{
    /// <summary>Writes all of it.</summary>
    public static void Write(CommandCall call, MonitorPass pass)
    {
        if (call.Json)
        {
            call.WriteDocument("monitor.pass", writer => Write(writer, pass));
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

        call.Say(pass.Findings.Count == 0 ? "Nothing found." : SummaryOf(pass));
    }

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

    private static string SummaryOf(MonitorPass pass)
    {
        var possible = pass.Findings.Count(f => f.Repair == MonitorRepair.Possible);
        return $"{pass.Findings.Count} found, {pass.Repaired} repaired, {pass.Open} to see to.{(possible > 0 ? $" With --repair, {possible} would be repaired." : "")}";
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
