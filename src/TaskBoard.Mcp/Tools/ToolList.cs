using ModelContextProtocol.Server;

namespace TaskBoard.Mcp.Tools;

/// <summary>The ten tools, in the order in which clients see them.</summary>
internal static class ToolList
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<McpServerTool> Of(BoardSession session) =>
    [
        new BoardStatusTool(session),
        new ListTasksTool(session),
        new GetTaskTool(session),
        new PlanTasksTool(session),
        new ClaimTaskTool(session),
        new ReportProgressTool(session),
        new FinishTaskTool(session),
        new UpdateTaskTool(session),
        new TaskHistoryTool(session),
        new RegisterAgentTool(session),
    ];
}
