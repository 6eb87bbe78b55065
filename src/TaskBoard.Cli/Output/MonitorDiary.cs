namespace TaskBoard.Cli.Output;

/// <summary>What is worth a line in a log that goes on: what is new, what was repaired, and what is over.</summary>
internal sealed class MonitorDiary
{
    private IReadOnlyDictionary<(string Code, string Where), MonitorFinding>? _standing;
    private int _repaired;

    /// <summary>How things stand after the last look, in a line.</summary>
    public string Summary { get; private set; } = "";

    /// <summary>The lines of a look.</summary>
    public IEnumerable<string> NewsOf(MonitorPass pass)
    {
        var before = _standing ?? new Dictionary<(string Code, string Where), MonitorFinding>();
        var lines = new List<string>();
        var standing = new Dictionary<(string Code, string Where), MonitorFinding>();
        foreach (var finding in pass.Findings)
        {
            var isStanding = finding.Repair != MonitorRepair.Done;
            if (isStanding)
            {
                standing[(finding.Code, finding.Where)] = finding;
            }

            // A repair that begins to fail, or fails for another reason, is news.
            if (!isStanding || before.GetValueOrDefault((finding.Code, finding.Where)) is not { } known || known.RepairText != finding.RepairText)
            {
                lines.Add(MonitorText.LineOf(finding));
            }
        }

        lines.AddRange(before.Keys.Where(key => !standing.ContainsKey(key) && !pass.Findings.Any(f => (f.Code, f.Where) == key)).Select(key => $"{"over",-7} {key.Code,-21} {key.Where}"));
        if (_standing is null && lines.Count == 0)
        {
            lines.Add("nothing found");
        }

        _standing = standing;
        _repaired += pass.Repaired;
        var revision = pass.Revision is { } number ? $", revision {number}" : "";
        Summary = $"{pass.At.ToText()}{revision}: {(pass.Open == 0 ? "nothing" : pass.Open)} to see to, {standing.Count - pass.Open} remarks, {_repaired} repaired so far";
        return lines.Select(line => $"{pass.At.ToText()} {line}");
    }
}
