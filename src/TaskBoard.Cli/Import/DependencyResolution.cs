using System.Text.Json;

namespace TaskBoard.Cli.Import;

/// <summary>
/// Finds what the dependencies of a tag mean: dotted, that subtask anywhere in the tag; undotted on a subtask, its sibling, else a task;
/// undotted on a task, a task. Those that lead nowhere are kept as they are, and reported.
/// </summary>
internal sealed class DependencyResolution
{
    private readonly string _prefix;
    private readonly ImportRemarks _remarks;
    private readonly Dictionary<string, SourceTask> _byId = new(StringComparer.Ordinal);

    public DependencyResolution(IReadOnlyList<SourceTask> all, string prefix, ImportRemarks remarks)
    {
        _prefix = prefix;
        _remarks = remarks;
        foreach (var task in all)
        {
            _byId[task.LocalId] = task;
        }

        // A foreign id that nobody else answers to still leads to the task that carried it; at the top level the first of two counts.
        foreach (var task in all.Where(t => t is { Renamed: true, SourceId: not null } && (t.Parent is null || t.SourceId.Contains('.'))))
        {
            _byId.TryAdd(task.SourceId!, task);
        }
    }

    /// <summary>The ids that a task depends on.</summary>
    public IReadOnlyList<string> Of(SourceTask task)
    {
        var result = new List<string>();
        if (task.Element.Get("dependencies") is not { ValueKind: JsonValueKind.Array } list)
        {
            return result;
        }

        foreach (var element in list.EnumerateArray())
        {
            var text = element.ValueKind == JsonValueKind.Object ? (element.Get("id") ?? element.Get("taskId"))?.IdText() : element.IdText();
            if (string.IsNullOrEmpty(text))
            {
                _remarks.Add("dependencies that name nothing were left out", $"{task.Id} -> {element.GetRawText()}");
                continue;
            }

            var id = Resolve(task, text)?.Id;
            if (id is null)
            {
                id = _prefix + text;
                _remarks.Add("dependencies that lead nowhere were kept; these tasks cannot become ready", $"{task.Id} -> {id}");
            }

            if (!result.Contains(id))
            {
                result.Add(id);
            }
        }

        return result;
    }

    /// <summary>Reports circles, which are kept too.</summary>
    public static void ReportCircles(IEnumerable<(string Id, string? Parent, IReadOnlyList<string> DependsOn)> tasks, ImportRemarks remarks)
    {
        var all = tasks.ToList();
        foreach (var cycle in Cycles.Of(all.Select(t => (t.Id, t.DependsOn))))
        {
            remarks.Add("dependencies in a circle were kept; these tasks cannot become ready", string.Join(" -> ", cycle));
        }

        foreach (var task in all.Where(t => t.Parent is not null && t.DependsOn.Contains(t.Parent)))
        {
            remarks.Add("subtasks that depend on their own parent wait for each other", $"{task.Id} -> {task.Parent}");
        }
    }

    private SourceTask? Resolve(SourceTask task, string text)
    {
        if (task.Parent is { } parent && !text.Contains('.'))
        {
            var sibling = parent.Children.Find(s => s.SourceId == text) ?? parent.Children.Find(s => s.LocalId == $"{parent.LocalId}.{text}");
            if (sibling is not null)
            {
                return sibling;
            }
        }

        return _byId.GetValueOrDefault(text);
    }
}
