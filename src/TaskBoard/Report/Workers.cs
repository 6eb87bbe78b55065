using TaskBoard.Rules;

namespace TaskBoard.Report;

/// <summary>Who works on what.</summary>
internal static class Workers
{
    private const int PathsShown = 5;

    /// <summary>Everybody with something to do, and every agent that made itself known, in the order of the file; last what is nobody's.</summary>
    public static IEnumerable<ReportedWorker> Of(ReportView view)
    {
        var open = view.Places.Where(p => !view.IsFinished(p)).ToArray();
        var tasks = open.GroupBy(p => view.WorkerOf(p) ?? "").ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        var completed = view.Places.Where(p => view.IsFinished(p) && view.Index.Items[p].State == TaskState.Completed)
            .CountBy(p => Holding.AgentOf(view.Index.Items[p]) ?? "").ToDictionary(StringComparer.Ordinal);
        var agents = view.Index.Items.Select(Holding.AgentOf)
            .Concat(view.Source.Agents.Select(a => a.Id))
            .Concat(view.Source.Events.Where(e => e.Source == BoardEventSource.Agent).Select(e => e.Agent))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

        var inOrder = view.Places.Select(view.WorkerOf).OfType<string>()
            .Concat(view.Source.Agents.Select(a => a.Id).Order(StringComparer.Ordinal))
            .Distinct(StringComparer.Ordinal);
        foreach (var name in inOrder)
        {
            var known = view.Source.Agents.FirstOrDefault(a => a.Id == name);
            if (known is not null || tasks.ContainsKey(name))
            {
                yield return Worker(view, name, agents.Contains(name), known, tasks.GetValueOrDefault(name, [])) with { Completed = completed.GetValueOrDefault(name) };
            }
        }

        if (tasks.TryGetValue("", out var nobodys))
        {
            yield return WithTasks(view, new ReportedWorker(null, IsAgent: false), nobodys);
        }
    }

    private static ReportedWorker Worker(ReportView view, string name, bool isAgent, KnownAgent? known, int[] places)
    {
        // Somebody who is called like the persona of tasks that nobody has yet, plays it.
        var persona = !isAgent ? name : view.PersonaOf.GetValueOrDefault(name) ?? (Array.Exists(places, p => view.Index.Items[p].Persona == name) ? name : null);
        var described = view.Source.Personas.FirstOrDefault(p => p.Id == persona);
        return WithTasks(view, new ReportedWorker(name, isAgent), places) with
        {
            Persona = persona,
            Agents = isAgent || persona is null ? [] : view.AgentsOf.GetValueOrDefault(persona, []).ToValueList(),
            Role = Text(known?.Role) ?? described?.Name,
            Focus = Text(known?.Focus) ?? described?.Focus,
            WorkingDirectory = Text(known?.WorkingDirectory),
            Note = Text(known?.Note),
        };
    }

    private static ReportedWorker WithTasks(ReportView view, ReportedWorker worker, int[] places) => worker with
    {
        InHand = places.Where(view.IsInHand).Select(view.Task).ToValueList(),
        Next = Next(view, places.Where(p => !view.IsInHand(p)).ToArray()).ToValueList(),
        Paths = places.SelectMany(p => view.Index.Items[p].Paths).Where(p => p.Length > 0)
            .GroupBy(p => PathOverlap.Parts(p).FirstOrDefault(""), StringComparer.Ordinal)
            .Select(g => g.Key.Length == 0 ? "./" : g.Any(IsInDirectory) ? g.Key + "/" : g.Key)
            .Take(PathsShown)
            .ToValueList(),
    };

    /// <summary>What is ready, then the rest; subtasks that wait stand under their parent where that is in the list too.</summary>
    private static IEnumerable<ReportedTask> Next(ReportView view, int[] places)
    {
        var listed = places.ToHashSet();
        var ready = places.Where(p => view.StandingOf(p) is { Ready: true }).ToHashSet();
        var folded = places.Where(p => !ready.Contains(p) && listed.Contains(view.Index.Parent[p]) && !ready.Contains(view.Index.Parent[p]) && view.Index.Parent[p] != p).ToHashSet();

        // Parents in a circle would all stand under each other, and none of them in the list.
        folded.RemoveWhere(p => !LeadsOut(p));
        var under = folded.ToLookup(p => Top(p), view.KeyOf);
        return places.Where(ready.Contains).OrderBy(p => view.Index.Items[p].Priority)
            .Concat(places.Where(p => !ready.Contains(p) && !folded.Contains(p)))
            .Select(p => view.Task(p) with { Subtasks = under[p].ToValueList() });

        bool LeadsOut(int place)
        {
            var seen = new HashSet<int>();
            for (var at = place; folded.Contains(at); at = view.Index.Parent[at])
            {
                if (!seen.Add(at))
                {
                    return false;
                }
            }

            return true;
        }

        int Top(int place)
        {
            while (folded.Contains(place))
            {
                place = view.Index.Parent[place];
            }

            return place;
        }
    }

    /// <summary>Whether the first part of a path is a directory, as far as it tells.</summary>
    private static bool IsInDirectory(string path) => PathOverlap.Parts(path).Length > 1 || path[^1] is '/' or '\\';

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
