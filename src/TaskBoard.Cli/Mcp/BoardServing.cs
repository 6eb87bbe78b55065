using System.Net.Sockets;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;
using TaskBoard.Mcp;

namespace TaskBoard.Cli.Mcp;

/// <summary>Names the server's assembly, like all of this folder: it is loaded when this runs, and for no other command.</summary>
internal static class BoardServing
{
    /// <summary>Serves one client on standard input and output, until it is gone.</summary>
    public static async Task<int> RunAsync(CommandCall call, ValueList<string> roots)
    {
        // Not the writer of answers: the protocol has the stream for itself.
        await BoardMcpServer.RunAsync(
            Console.OpenStandardInput(), Console.OpenStandardOutput(), Options(call, roots), call.Streams.Error, call.CancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }

    /// <summary>Serves clients over HTTP, until a signal ends it.</summary>
    public static async Task<int> RunHttpAsync(CommandCall call, ValueList<string> roots, int port, string? tokenFile)
    {
        if (port is < 0 or > ushort.MaxValue)
        {
            throw CliException.Usage("--http: a port from 1 to 65535, or 0 for a free one.");
        }

        var options = Options(call, roots);
        var token = ServerToken.Of(call, tokenFile);
        token.Options.Port = port;
        token.Options.Listening = url => Announce(call, url, token);
        using var signals = new EndSignals(call.CancellationToken);
        try
        {
            await BoardMcpServer.RunHttpAsync(options, token.Options, call.Streams.Error, signals.Token).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            throw new CliException(BoardErrorCodes.InvalidRequest, ExitCode.Failed, e.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"--http: port {port} of 127.0.0.1 or ::1 is taken by another program. Choose another one, or 0 for a free one."
                : $"--http: port {port} of 127.0.0.1 or ::1 cannot be listened to ({e.Message.TrimEnd('.')}).");
        }

        return ExitCode.Done;
    }

    private static void Announce(CommandCall call, Uri url, ServerToken token)
    {
        if (call.Json)
        {
            call.WriteDocument("mcp.listening", writer =>
            {
                writer.WriteString("url", url.AbsoluteUri);
                writer.WriteText("token", token.Shown);
            });
            call.Streams.Out.Flush();
        }

        call.Say($"Serving {url.AbsoluteUri}; Ctrl-C ends it.");
        call.Say(token.Shown is null ? $"Callers need the token: {token.Source}." : $"Callers need the token, {token.Source}: {token.Shown}");
    }

    private static BoardMcpOptions Options(CommandCall call, ValueList<string> roots)
    {
        foreach (var root in roots.Select(call.Environment.FullPath).Where(root => !Directory.Exists(root)))
        {
            throw CliException.Usage($"--root: {root} is no directory.");
        }

        return new BoardMcpOptions
        {
            FindBoard = () => Find(call),
            Roots = roots.Select(call.Environment.FullPath).ToValueList(),
            Agent = call.ByIfNamed()?.Agent,
            BoardOptions = call.BoardOptions,
            TimeProvider = call.BoardOptions().TimeProvider,
            Version = VersionText.Program.Split('+')[0],
        };
    }

    private static string? Find(CommandCall call)
    {
        try
        {
            return call.NamedDirectory ?? BoardFinder.Find(call.Environment).Directory;
        }
        catch (CliException)
        {
            // A board may be made while the server runs.
            return null;
        }
    }
}
