namespace TaskBoard.Cli.Import;

/// <summary>Circles in a graph of ids.</summary>
internal static class Cycles
{
    /// <summary>One circle for each group of ids that reach each other, as a path whose first and last id are the same.</summary>
    public static IEnumerable<IReadOnlyList<string>> Of(IEnumerable<(string Id, IReadOnlyList<string> Next)> graph)
    {
        var edges = graph.GroupBy(n => n.Id).ToDictionary(g => g.Key, g => g.SelectMany(n => n.Next).ToList(), StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in edges.Keys)
        {
            if (!done.Contains(start) && Walk(start, edges, done) is { } cycle)
            {
                yield return cycle;
            }
        }
    }

    // Depth first, with a stack of our own: a chain of dependencies may be as long as the board.
    private static List<string>? Walk(string start, Dictionary<string, List<string>> edges, HashSet<string> done)
    {
        List<string>? found = null;
        var (path, places, next) = (new List<string>(), new Dictionary<string, int>(StringComparer.Ordinal), new Stack<IEnumerator<string>>());
        Enter(start);
        while (next.Count > 0)
        {
            if (!next.Peek().MoveNext())
            {
                next.Pop().Dispose();
                places.Remove(path[^1]);
                done.Add(path[^1]);
                path.RemoveAt(path.Count - 1);
                continue;
            }

            var to = next.Peek().Current;
            if (places.TryGetValue(to, out var at))
            {
                found ??= [.. path.Skip(at), to];
            }
            else if (edges.ContainsKey(to) && !done.Contains(to))
            {
                Enter(to);
            }
        }

        return found;

        void Enter(string id)
        {
            places[id] = path.Count;
            path.Add(id);
            next.Push(edges[id].GetEnumerator());
        }
    }
}
