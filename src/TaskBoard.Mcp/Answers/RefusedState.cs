namespace TaskBoard.Mcp.Answers;

/// <summary>What is allowed of a task, in the words of the tools instead of those of the library's operations.</summary>
internal static class RefusedState
{
    /// <summary>The calls that would be accepted.</summary>
    public static IReadOnlyList<string> AllowedAs(IEnumerable<string> operations) => [.. operations.Select(Call).Distinct(StringComparer.Ordinal), "get_task"];

    private static string Call(string operation) => operation switch
    {
        "claim" or "start" => "claim_task with 'task'",
        "complete" => "finish_task outcome completed",
        "fail" => "finish_task outcome failed",
        "release" => "finish_task outcome released",
        "progress" => "report_progress",
        "cancel" or "retry" or "reopen" or "block" or "unblock" => $"update_task action {operation}",
        var other => other,
    };
}
