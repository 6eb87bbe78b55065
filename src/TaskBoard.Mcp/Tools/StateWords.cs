namespace TaskBoard.Mcp.Tools;

/// <summary>States and priorities as they are written.</summary>
internal static class StateWords
{
    /// <summary>All states.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<TaskState>().Select(state => state.ToWord())];

    /// <summary>All priorities.</summary>
    public static IReadOnlyList<string> Priorities { get; } = [.. Enum.GetValues<TaskPriority>().Select(priority => priority.ToWord())];
}
