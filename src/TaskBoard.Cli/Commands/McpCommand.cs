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
        var http = new Option<int?>("--http") { HelpName = "PORT", Description = "Serve over HTTP on 127.0.0.1 instead, to callers with a token; 0: a free port." };
        var tokenFile = new Option<string?>("--token-file") { HelpName = "FILE", Description = "With --http: the token's file, made where there is none (else TASKBOARD_HTTP_TOKEN, else a new one)." };
        var command = new CliCommand("mcp", "Serve the board by the Model Context Protocol, on standard input and output.",
            "taskboard mcp", "taskboard mcp --root ~/projects --agent agent-1", "taskboard mcp --http 8123 --token-file ~/.taskboard-token")
        {
            NamesAgent = true,
            HandlesSignals = true,
            GoesOn = true,
            Remarks = "Started by a client, from its settings; the README has them for the common ones. Calls that name no board get the one that commands\n"
                + "here would use. Without --agent or TASKBOARD_AGENT, each call says who acts. Ends when the client closes standard input.\n"
                + "With --http it serves any number of clients on this machine until Ctrl-C or SIGTERM (exit code 0), at the address that it prints on standard\n"
                + "error (--json: as a document on standard output); each call shows the token (Authorization: Bearer). A claim is then renewed by the calls of\n"
                + "its agent only.",
        };
        command.Add(root);
        command.Add(http);
        command.Add(tokenFile);
        return command.Running(call => call.Value(http) is { } port ? BoardServing.RunHttpAsync(call, call.Values(root), port, call.Value(tokenFile))
            : call.Has(tokenFile) ? throw CliException.Usage("--token-file goes with --http PORT.")
            : BoardServing.RunAsync(call, call.Values(root)));
    }
}
