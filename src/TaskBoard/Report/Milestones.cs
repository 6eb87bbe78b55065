namespace TaskBoard.Report;

/// <summary>How far the milestones are.</summary>
internal static class Milestones
{
    private const string Prefix = "milestone:";

    /// <summary>The milestones, in the order of the file. A task without one of its own belongs to those of its parent.</summary>
    public static IEnumerable<Milestone> Of(ReportView view)
    {
        var names = new string[view.Index.Items.Length][];
        foreach (var place in view.Index.TopDown)
        {
            string[] own =
            [
                .. view.Index.Items[place].Labels
                    .Where(l => l.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && l.AsSpan(Prefix.Length).Trim().Length > 0)
                    .Select(l => l[Prefix.Length..].Trim())
                    .Distinct(StringComparer.Ordinal),
            ];
            names[place] = own.Length == 0 && view.Index.Parent[place] is >= 0 and var parent ? names[parent] ?? [] : own;
        }

        return view.Places.SelectMany(p => names[p].Select(name => (name, p))).GroupBy(t => t.name, t => t.p, StringComparer.Ordinal)
            .Select(g => new Milestone(g.Key, view.Count(g), g.Where(p => !view.IsFinished(p)).Select(view.Task).ToValueList()));
    }
}
