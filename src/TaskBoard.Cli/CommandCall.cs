using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli;

/// <summary>One run of a command: what was asked for, and where the answer goes.</summary>
internal sealed class CommandCall(
    ParseResult parsed, CommonOptions options, CliStreams streams, CliEnvironment environment, CancellationToken cancellationToken)
{
    private readonly List<string> _warnings = [];
    private LogFile? _log;

    /// <summary>The world around.</summary>
    public CliEnvironment Environment => environment;

    /// <summary>The streams.</summary>
    public CliStreams Streams => streams;

    /// <summary>Ends the command.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Whether the answer is a JSON document.</summary>
    public bool Json => parsed.GetValue(options.Json);

    /// <summary>The terminal to draw the answer on; null: it is for no person's eyes, so plain lines or a document.</summary>
    public TerminalScreen? Screen => Json ? null : environment.Screen;

    /// <summary>The directory named by <c>--board</c> or TASKBOARD_DIR; null: none.</summary>
    public string? NamedDirectory => (parsed.GetValue(options.Board) ?? environment.NonEmpty("TASKBOARD_DIR")) is { } named ? DirectoryOf(environment.FullPath(named)) : null;

    // The first guess of many is the file itself.
    private static string DirectoryOf(string path) =>
        Path.GetFileName(path) == "tasks.json" && File.Exists(path) ? Path.GetDirectoryName(path)! : path;

    /// <summary>The value of an option.</summary>
    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>The value of an argument.</summary>
    public T? Value<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>The values of an option that may be repeated.</summary>
    public ValueList<string> Values(Option<string[]> option) => (parsed.GetValue(option) ?? []).ToValueList();

    /// <summary>Whether an option stands on the command line.</summary>
    public bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>Who acts.</summary>
    public ChangeBy By()
    {
        var agent = parsed.GetValue(options.Agent) ?? environment.NonEmpty("TASKBOARD_AGENT");
        return string.IsNullOrWhiteSpace(agent)
            ? throw CliException.Usage("Who are you? Give --agent ID, or set TASKBOARD_AGENT once for the session.")
            : new ChangeBy(agent) { RequestKey = parsed.GetValue(options.RequestKey) };
    }

    /// <summary>Who asks; null: no name was given.</summary>
    public ChangeBy? ByIfNamed() => string.IsNullOrWhiteSpace(parsed.GetValue(options.Agent) ?? environment.NonEmpty("TASKBOARD_AGENT")) ? null : By();

    /// <summary>The options a board is opened with here.</summary>
    public BoardOptions BoardOptions()
    {
        // A command that soon ends is gone before anybody could listen, and need not load what would be listened to.
        var command = parsed.CommandResult.Command as CliCommand;
        var result = new BoardOptions { HeldLock = environment.NonEmpty("TASKBOARD_LOCK"), Telemetry = command?.GoesOn == true };
        environment.Configure(result);
        if (environment.NonEmpty("TASKBOARD_LOG") is { } log)
        {
            result.Logger = _log ??= new LogFile(environment.FullPath(log), command?.Name ?? "", result.TimeProvider, Warn);
        }

        return result;
    }

    /// <summary>The time by the board's clock.</summary>
    public DateTimeOffset Now() => BoardOptions().TimeProvider.GetUtcNow();

    /// <summary>Finds and opens the board.</summary>
    /// <param name="orFileHere">A <c>tasks.json</c> that is right here, and that no command made a board of yet, will do.</param>
    public Task<Board> OpenBoardAsync(bool orFileHere = false)
    {
        var directory = NamedDirectory;
        if (directory is null)
        {
            var found = BoardFinder.Find(environment, orFileHere);
            directory = found.Directory;
            if (found.Notice is { } notice)
            {
                Warn(notice);
            }
        }

        return InPlace(Board.OpenAsync(directory, BoardOptions(), cancellationToken));
    }

    /// <summary>
    /// Waits for something short in this thread, and gives it back done: whoever awaits it goes straight on. An asynchronous method that is
    /// left and entered again costs ten methods that are compiled anew at each start, and so do all that wait for it.
    /// </summary>
    public static Task<T> InPlace<T>(Task<T> task)
    {
        ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        return task;
    }

    /// <summary>Says something that the caller should know all the same: on standard error, or in the document.</summary>
    public void Warn(string warning)
    {
        _warnings.Add(warning);
        if (!Json)
        {
            KeepOrder();
            streams.Error.WriteLine($"warning: {VisibleText.Line(warning)}");
        }
    }

    /// <summary>Says something that is neither data nor a warning; nothing with <c>--json</c>.</summary>
    public void Say(string text)
    {
        if (!Json)
        {
            KeepOrder();
            streams.Error.WriteLine(VisibleText.Line(text));
        }
    }

    /// <summary>Where both streams meet, on a terminal or in a file, what was answered first stands first.</summary>
    private void KeepOrder() => streams.Out.Flush();

    /// <summary>Writes one line of data; what it holds of the board is shown, never sent.</summary>
    public void WriteLine(string text) => streams.Out.WriteLine(VisibleText.Line(text));

    /// <summary>Writes the JSON document; ends it with the warnings so far.</summary>
    public void WriteDocument(string kind, Action<System.Text.Json.Utf8JsonWriter> body) => streams.Out.WriteLine(JsonDocumentText.Of(kind, body, _warnings));
}
