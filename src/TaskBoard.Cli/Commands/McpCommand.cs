using System.CommandLine;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Mcp;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard mcp</c>.</summary>
internal static class McpCommand
{
    public static CliCommand Create()
    {
        var root = DraftOptions.Repeated("--root", "DIR", "Boards within this directory may be named by a call; repeated: within any of them.");
        var command = new CliCommand("mcp", "Serve the board by the Model Context Protocol, on standard input and output.",
            "taskboard mcp", "taskboard mcp --root ~/projects --agent agent-1")
        {
            NamesAgent = true,
            HandlesSignals = true,
            GoesOn = true,
            Remarks = "Started by a client, from its settings; the README has them for the common ones. Calls that name no board get the one that commands\n"
                + "here would use. Without --agent or TASKBOARD_AGENT, each call says who acts. Ends when the client closes standard input.",
        };
        command.Add(root);
        return command.Running(call => BoardServing.RunAsync(call, call.Values(root)));
    }
}
