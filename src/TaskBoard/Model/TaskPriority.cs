namespace TaskBoard;

/// <summary>How urgent a task is; the smaller value goes first.</summary>
public enum TaskPriority
{
    /// <summary>Before everything else.</summary>
    Critical,

    /// <summary>Soon.</summary>
    High,

    /// <summary>The default.</summary>
    Medium,

    /// <summary>When nothing else is left.</summary>
    Low,
}
