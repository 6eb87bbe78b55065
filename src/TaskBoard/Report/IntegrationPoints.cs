using TaskBoard.Rules;

namespace TaskBoard.Report;

/// <summary>Where the work of several meets: as long as it is not done.</summary>
internal static class IntegrationPoints
{
    /// <summary>What belongs together, then who waits for whom, then who touches the same files.</summary>
    public static IEnumerable<IntegrationPoint> Of(ReportView view) => [.. Related(view), .. Dependencies(view), .. SamePaths(view)];

    private static IEnumerable<IntegrationPoint> Related(ReportView view)
    {
        var told = new HashSet<(int, int)>();
        foreach (var place in view.Places)
        {
            foreach (var id in view.Index.Items[place].Related)
            {
                var other = view.Index.Board.PlaceOf(id);
                if (other >= 0 && other != place && !(view.IsFinished(place) && view.IsFinished(other)) && told.Add((Math.Min(place, other), Math.Max(place, other))))
                {
                    yield return new IntegrationPoint(IntegrationKind.Related, [view.Task(place), view.Task(other)]);
                }
            }
        }
    }

    private static IEnumerable<IntegrationPoint> Dependencies(ReportView view)
    {
        foreach (var place in view.Places.Where(p => !view.IsFinished(p)))
        {
            foreach (var other in view.Index.Dependencies[place].Distinct())
            {
                if (other >= 0 && !view.Index.IsOver(other) && view.WorkerOf(place) is { } one && view.WorkerOf(other) is { } another && one != another)
                {
                    yield return new IntegrationPoint(IntegrationKind.Dependency, [view.Task(place), view.Task(other)]);
                }
            }
        }
    }

    /// <summary>
    /// For each path that a task names, the open tasks that name it or something in it, where they are of several; of one path within another
    /// only the outer. Of the board's own directory only the tasks that name it. Linear in the length of all paths.
    /// </summary>
    private static IEnumerable<IntegrationPoint> SamePaths(ReportView view)
    {
        var paths = view.Places.Where(p => !view.IsFinished(p) && view.WorkerOf(p) is not null)
            .SelectMany(p => view.Index.Items[p].Paths.Where(path => path.Length > 0).Select(path => (Place: p, Prefixes: Prefixes(PathOverlap.Parts(path)))))
            .ToArray();
        var tasks = paths.Select(p => p.Prefixes[^1]).Distinct(StringComparer.Ordinal).ToDictionary(p => p, _ => new List<int>(), StringComparer.Ordinal);
        foreach (var (place, prefixes) in paths)
        {
            foreach (var prefix in prefixes)
            {
                if (tasks.TryGetValue(prefix, out var there) && (there.Count == 0 || there[^1] != place))
                {
                    there.Add(place);
                }
            }
        }

        var meeting = tasks.Where(t => t.Value.Select(view.WorkerOf).Distinct(StringComparer.Ordinal).Skip(1).Any()).Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var prefixes in paths.Select(p => p.Prefixes).DistinctBy(p => p[^1], StringComparer.Ordinal).Where(p => meeting.Contains(p[^1])))
        {
            // Who touches everything meets everybody: that is said once, and hides nothing.
            if (prefixes.Length == 1)
            {
                yield return new IntegrationPoint(IntegrationKind.Paths, paths.Where(p => p.Prefixes.Length == 1).Select(p => p.Place).Distinct().Select(view.Task).ToValueList()) { Path = "./" };
            }
            else if (!prefixes.Skip(1).SkipLast(1).Any(meeting.Contains))
            {
                yield return new IntegrationPoint(IntegrationKind.Paths, tasks[prefixes[^1]].Distinct().Select(view.Task).ToValueList()) { Path = prefixes[^1] };
            }
        }
    }

    /// <summary>The path and all that it lies in, from the outermost.</summary>
    private static string[] Prefixes(string[] parts) => [.. Enumerable.Range(0, parts.Length + 1).Select(n => string.Join('/', parts.Take(n)))];
}
