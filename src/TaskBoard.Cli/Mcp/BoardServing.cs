using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;
using TaskBoard.Mcp;

namespace TaskBoard.Cli.Mcp;

/// <summary>The one place that names the server's assembly: it is loaded when this runs, and for no other command.</summary>
internal static class BoardServing
{
    /// <summary>Serves until the client is gone.</summary>
    public static async Task<int> RunAsync(CommandCall call, ValueList<string> roots)
    {
        foreach (var root in roots.Select(call.Environment.FullPath).Where(root => !Directory.Exists(root)))
        {
            throw CliException.Usage($"--root: {root} is no directory.");
        }

        var options = new BoardMcpOptions
        {
            FindBoard = () => Find(call),
            Roots = roots.Select(call.Environment.FullPath).ToValueList(),
            Agent = call.ByIfNamed()?.Agent,
            BoardOptions = call.BoardOptions,
            TimeProvider = call.BoardOptions().TimeProvider,
            Version = VersionText.Program.Split('+')[0],
        };

        // Not the writer of answers: the protocol has the stream for itself.
        await BoardMcpServer.RunAsync(
            Console.OpenStandardInput(), Console.OpenStandardOutput(), options, call.Streams.Error, call.CancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
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
