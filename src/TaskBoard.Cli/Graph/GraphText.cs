using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Graph;

/// <summary>What is said of a task in a tree.</summary>
internal static class GraphText
{
    private const int MostRelated = 5;

    /// <summary>Why it stands where it does, with a blank behind it.</summary>
    public static string Why(GraphLine line) => line.Kind switch
    {
        GraphEdgeKind.After => "after ",
        GraphEdgeKind.Subtask => "subtask ",
        _ => "",
    };

    /// <summary>Its id.</summary>
    public static string Id(GraphLine line) => line.Id.Length > 0 ? line.Id : "(no id)";

    /// <summary>Its state, as a word.</summary>
    public static string State(TaskGraph graph, GraphLine line) => line.Place < 0 ? "MISSING" : graph.Tasks[line.Place].State.ToWord();

    /// <summary>Its title; nothing where it is told elsewhere.</summary>
    public static string Title(TaskGraph graph, GraphLine line) => line switch
    {
        { Place: < 0 } => "not on this board",
        { Sequel: GraphSequel.Above } => "",
        _ => graph.Tasks[line.Place].Title,
    };

    /// <summary>What else matters about it, in brackets; empty: nothing.</summary>
    public static string Remark(TaskGraph graph, GraphLine line)
    {
        var remarks = line switch
        {
            { Place: < 0 } => [],
            { Cycle: { } cycle } => [$"cycle: {cycle}"],
            { Sequel: GraphSequel.Above } => ["see above"],
            _ => OfTask(graph, line),
        };
        return remarks.Count == 0 ? "" : $"({string.Join("; ", remarks)})";
    }

    private static List<string> OfTask(TaskGraph graph, GraphLine line)
    {
        var (task, remarks) = (graph.Tasks[line.Place], new List<string>());
        var standing = graph.Standing.GetValueOrDefault(task.Id);
        if (task.Held)
        {
            remarks.Add("held: see 'taskboard check'");
        }
        else if (!TaskFilter.IsFinished(task) && standing is { IsExpired: true })
        {
            remarks.Add("lease expired");
        }
        else if (!TaskFilter.IsFinished(task) && standing is { Ready: true })
        {
            remarks.Add("ready");
        }

        if (!string.IsNullOrEmpty(task.AssignedTo))
        {
            remarks.Add(task.State == TaskState.Pending ? $"for {task.AssignedTo}" : task.AssignedTo);
        }

        if (task is { State: TaskState.InProgress, Progress: { } progress })
        {
            remarks.Add($"{progress} %");
        }

        if (!string.IsNullOrEmpty(task.Blocked))
        {
            remarks.Add($"blocked: {task.Blocked}");
        }

        if (line.Kind != GraphEdgeKind.Subtask && !string.IsNullOrEmpty(task.Parent))
        {
            remarks.Add($"subtask of {task.Parent}");
        }

        if (task.Related.Count > 0)
        {
            remarks.Add($"related: {string.Join(", ", task.Related.Take(MostRelated))}{(task.Related.Count > MostRelated ? $" and {task.Related.Count - MostRelated} more" : "")}");
        }

        if (line.Sequel == GraphSequel.Below)
        {
            remarks.Add("goes on below");
        }

        return remarks;
    }
}
