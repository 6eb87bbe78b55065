using System.Collections.Frozen;

namespace TaskBoard.Cli.Output;

/// <summary>The properties of a task that have a meaning to TaskBoard; everything else is kept and shown as it is.</summary>
internal static class TaskProperties
{
    /// <summary>Their names.</summary>
    public static FrozenSet<string> Known { get; } = new[]
    {
        "id", "title", "description", "status", "assigned_to", "persona", "priority", "depends_on", "parent", "related", "labels", "paths",
        "acceptance", "not_before", "attempts", "failures", "max_attempts", "retry_delay", "retry_max_delay", "max_run", "progress", "blocked", "notes", "result",
        "created_by", "created_at", "updated_at", "history",
    }.ToFrozenSet(StringComparer.Ordinal);
}
