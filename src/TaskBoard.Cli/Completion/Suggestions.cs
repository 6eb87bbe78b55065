using System.CommandLine;
using System.CommandLine.Completions;
using TaskBoard.Cli.Commands;

namespace TaskBoard.Cli.Completion;

/// <summary>
/// What can come next on a command line: commands and options as the parser knows them, states, priorities, and the ids of the board's tasks.
/// Silent whatever goes wrong: the person is in the middle of a line.
/// </summary>
internal static class Suggestions
{
    /// <summary>As many ids as anybody looks through.</summary>
    private const int MostIds = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The suggestions, one a line.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(SuggestRequest request, CliRoot root, CommonOptions options, CliEnvironment environment)
    {
        var (wantsTask, wantsPersona) = (false, false);
        Prepare(
            root,
            _ =>
            {
                wantsTask = true;
                return [];
            },
            _ =>
            {
                wantsPersona = true;
                return [];
            });
        var line = WithoutFlags(request.Line, root);
        var parsed = root.Parse(line, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.UnmatchedTokens.Any(t => t != request.Word))
        {
            return [];
        }

        var found = parsed.GetCompletions(line.Length).Select(c => c.Label).ToList();
        if (wantsTask || wantsPersona)
        {
            var call = new CommandCall(parsed, options, new CliStreams(TextReader.Null, TextWriter.Null, TextWriter.Null), environment, default);
            found.AddRange(await NamesAsync(request.Word, call, wantsTask ? Tasks : PersonasAsync).ConfigureAwait(false));
        }

        var fitting = found.Where(f => f.StartsWith(request.Word, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();

        // Where something else may come, perhaps a file that the shell knows, options are for whoever asks for them by a dash.
        return request.Word.Length == 0 && (parsed.CommandResult.Command.Arguments.Count > 0 || fitting.Exists(f => f[0] != '-'))
            ? fitting.FindAll(f => f[0] != '-')
            : fitting;
    }

    // The library would go on to complete a flag with true and false.
    private static string WithoutFlags(string line, Command root)
    {
        var flags = Flags(root).ToHashSet(StringComparer.Ordinal);
        var words = line.Split(' ');
        return string.Join(' ', words.Where((word, i) => i == words.Length - 1 || !flags.Contains(word)));
    }

    private static IEnumerable<string> Flags(Command command) =>
        command.Options.OfType<Option<bool>>().Select(o => o.Name).Concat(command.Subcommands.SelectMany(Flags));

    private static void Prepare(Command command, Func<CompletionContext, IEnumerable<CompletionItem>> tasks, Func<CompletionContext, IEnumerable<CompletionItem>> personas)
    {
        foreach (var argument in command.Arguments)
        {
            if (argument.Name is "ID" or "HANDLE-OR-ID")
            {
                argument.CompletionSources.Add(tasks);
            }
            else if (argument.Name == PersonasCommand.Argument)
            {
                argument.CompletionSources.Add(personas);
            }
        }

        foreach (var option in command.Options)
        {
            switch (option)
            {
                case { Name: "--status" or "--on" }:
                    option.CompletionSources.Add(Enum.GetValues<TaskState>().Select(s => s.ToWord()).ToArray());
                    break;
                case { Name: "--priority" }:
                    option.CompletionSources.Add(Enum.GetValues<TaskPriority>().Select(p => p.ToWord()).ToArray());
                    break;
                case { Name: "--persona" }:
                    option.CompletionSources.Add(personas);
                    break;
                case { HelpName: "ID", Name: not ("--id" or "--agent") }:
                    option.CompletionSources.Add(tasks);
                    break;
            }
        }

        foreach (var part in command.Subcommands)
        {
            Prepare(part, tasks, personas);
        }
    }

    private static async Task<IEnumerable<string>> NamesAsync(string word, CommandCall call, Func<Board, BoardSnapshot, CancellationToken, Task<IEnumerable<string?>>> names)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await using var board = await call.OpenBoardAsync().WaitAsync(patience.Token).ConfigureAwait(false);
            var snapshot = await board.ReadAsync(patience.Token).ConfigureAwait(false);
            var all = await names(board, snapshot, patience.Token).ConfigureAwait(false);
            return all.OfType<string>().Where(name => name.StartsWith(word, StringComparison.Ordinal) && IsPlain(name)).Take(MostIds).ToList();
        }
        catch (Exception e) when (e is BoardException or CliException or OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static Task<IEnumerable<string?>> Tasks(Board board, BoardSnapshot snapshot, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<string?>>(
        snapshot.Tasks.OrderBy(t => t.State is TaskState.Completed or TaskState.Failed or TaskState.Cancelled).Select(t => t.Id.Value));

    /// <summary>Those that are described, and those that tasks ask for.</summary>
    private static async Task<IEnumerable<string?>> PersonasAsync(Board board, BoardSnapshot snapshot, CancellationToken cancellationToken) =>
        (await board.PersonasAsync(cancellationToken).ConfigureAwait(false)).Select(p => p.Id).Concat(snapshot.Tasks.Select(t => t.Persona));

    /// <summary>Whether a shell takes the id as it is: what others wrote must not become a command by being completed.</summary>
    private static bool IsPlain(string id) => id is [not '-', ..] && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '+');
}
