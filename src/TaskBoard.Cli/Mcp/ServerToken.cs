using System.Text;
using TaskBoard.Mcp;

namespace TaskBoard.Cli.Mcp;

/// <summary>
/// What callers over HTTP have to show, and where it comes from. Never from the command line, which everybody on a machine may read.
/// </summary>
/// <param name="Options">The options of the server, with the token.</param>
/// <param name="Shown">The token, where nobody could know it otherwise; null: whoever has to knows it.</param>
/// <param name="Source">Where it is, for people.</param>
internal sealed record ServerToken(BoardHttpOptions Options, string? Shown, string Source)
{
    /// <summary>The variable that may hold it.</summary>
    public const string Variable = "TASKBOARD_HTTP_TOKEN";

    private const int Longest = 4096;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The token of a file, which is made where there is none; else of the variable; else a new one for this run.</summary>
    /// <exception cref="CliException">There is one that cannot be used.</exception>
    public static ServerToken Of(CommandCall call, string? file)
    {
        if (file is not null)
        {
            return OfFile(call.Environment.FullPath(file));
        }

        if (call.Environment.NonEmpty(Variable) is { } token)
        {
            return new ServerToken(Checked(token, Variable), null, $"the value of {Variable}");
        }

        var fresh = BoardHttpOptions.NewToken();
        return new ServerToken(new BoardHttpOptions(fresh), fresh, "for this run only");
    }

    /// <summary>The token of a file, which is made where there is none: of several programs that start at once, all have the same one.</summary>
    internal static ServerToken OfFile(string path)
    {
        try
        {
            return File.Exists(path) ? OfExisting(path) : OfNew(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(BoardErrorCodes.InvalidRequest, Cli.ExitCode.Failed, $"--token-file: {path} can be neither read nor made ({e.Message.TrimEnd('.')}).");
        }
    }

    private static ServerToken OfExisting(string path)
    {
        // What is piped in is taken as well, but may have nobody who writes: opening it waits then, and nothing can end that.
        var reading = Task.Run(() => TextOf(path));
        return Task.WaitAny([reading], s_patience) >= 0
            ? new ServerToken(Checked(reading.GetAwaiter().GetResult(), "--token-file"), null, $"in {path}")
            : throw CliException.Usage($"--token-file: {path} is no file, and nobody writes a token into it.");
    }

    private static string TextOf(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(stream.SafeFileHandle) & Others) != UnixFileMode.None)
        {
            throw CliException.Usage($"--token-file: others than its owner may use {path}. Make it yours alone (chmod 600), or name one that is not there yet: it is made.");
        }

        var bytes = new byte[Longest];
        var length = stream.ReadAtLeast(bytes, Longest, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(bytes, 0, length).Trim();
    }

    private static ServerToken OfNew(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        // Written beside it: a file that is there holds a token, whatever happens meanwhile.
        var token = BoardHttpOptions.NewToken();
        var beside = $"{path}.{BoardHttpOptions.NewToken()[..8]}.new";
        try
        {
            using (var writer = new StreamWriter(beside, options))
            {
                writer.WriteLine(token);
                writer.Flush();
                ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
            }

            NewName.Give(beside, path);
            return new ServerToken(new BoardHttpOptions(token), null, $"made now, in {path}");
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another server made one in the meantime.
            return OfExisting(path);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static BoardHttpOptions Checked(string token, string source)
    {
        try
        {
            return new BoardHttpOptions(token);
        }
        catch (ArgumentException e)
        {
            throw CliException.Usage($"{source}: {e.Message.Split(" (Parameter", 2)[0]}");
        }
    }
}
