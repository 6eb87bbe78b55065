using System.CommandLine;
using System.CommandLine.Parsing;
using TaskBoard.Cli.Commands;

namespace TaskBoard.Cli.Input;

/// <summary>
/// Refuses command lines that make no sense, in words of our own. The parser alone would take an unknown option for a title, and would
/// answer errors on standard output.
/// </summary>
internal static class CommandLineCheck
{
    /// <summary>Throws where something is wrong.</summary>
    public static void Demand(ParseResult parsed)
    {
        if (IsPlain(parsed))
        {
            return;
        }

        var command = parsed.CommandResult.Command;
        var path = PathOf(parsed.CommandResult);
        if (command.Subcommands.Count > 0 && parsed.Errors.Count > 0 && parsed.UnmatchedTokens is [[not '-', ..] unknown, ..])
        {
            throw NoCommand(command, path, unknown);
        }

        if (StrayOption(parsed) is { } stray)
        {
            RefuseKnown(parsed, stray, path);
            throw CliException.Usage($"'{path}' has no option {stray}.{(stray.StartsWith("--", StringComparison.Ordinal) ? Nearest(stray, OptionsOf(parsed)) : "")} "
                + (command.Arguments.Any(a => a.Arity.MaximumNumberOfValues > 1 && a.Name != TaskArgument.Several)
                    ? $"What belongs to a command of your own goes after a double dash: {path} -- COMMAND…"
                    : $"Text that begins with a dash goes after a double dash: {path} -- {stray}.")
                + $" '{path} --help' shows the options.");
        }

        if (command.Subcommands.Count > 0 && parsed.Errors.Count > 0)
        {
            throw parsed.UnmatchedTokens is [var word, ..]
                ? NoCommand(command, path, word)
                : CliException.Usage($"'{path}' alone says nothing: a command is missing{CommandsOf(command)}. '{path} --help' shows the commands.");
        }

        if (SwallowedOption(parsed) is var (option, swallowed))
        {
            throw CliException.Usage($"{option} has no value: '{swallowed}', which follows it, is an option too. '{path} --help' shows how to write it.");
        }

        if (parsed.UnmatchedTokens is [var surplus, ..])
        {
            throw CliException.Usage($"'{path}' does not know what to do with '{surplus}': {ForSurplus(command, surplus)}. '{path} --help' shows how to write it.");
        }

        if (parsed.Errors.Count > 0)
        {
            throw CliException.Usage($"{string.Join(" ", parsed.Errors.Select(Sentence).Distinct())} '{path} --help' shows how to write it.");
        }
    }

    /// <summary>Nothing can be wrong: told without the queries below, whose start takes longer than many a command.</summary>
    private static bool IsPlain(ParseResult parsed)
    {
        if (parsed.Errors.Count > 0 || parsed.UnmatchedTokens.Count > 0)
        {
            return false;
        }

        foreach (var token in parsed.Tokens)
        {
            if (token.Type == TokenType.Argument && token.Value.StartsWith('-'))
            {
                return false;
            }
        }

        return true;
    }

    // The library's message names a .NET type.
    private static string Sentence(ParseError error) => error.SymbolResult is OptionResult { Tokens: [var token], Option: var option } && error.Message.Contains("System.", StringComparison.Ordinal)
        ? $"{option.Name}: '{token.Value}' is not a whole number."
        : error.Message;

    private static CliException NoCommand(Command command, string path, string word) => CliException.Usage(
        $"There is no command '{path} {word}'.{(OtherWords.CommandFor(word) is { } meant && command is RootCommand ? $" Did you mean {meant}?" : Nearest(word, command.Subcommands.Select(c => c.Name)))}"
        + $" '{path} --help' shows the commands.");

    /// <summary>An option that was taken for the value of the one before it, as happens where a variable of a script is empty; null: none.</summary>
    private static (string Option, string Swallowed)? SwallowedOption(ParseResult parsed)
    {
        var known = OptionsOf(parsed).ToHashSet(StringComparer.Ordinal);
        foreach (var option in Levels(parsed.CommandResult).SelectMany(level => level.Children.OfType<OptionResult>()))
        {
            if (option.Tokens.FirstOrDefault(token => known.Contains(token.Value)) is { } token)
            {
                return (option.Option.Name, token.Value);
            }
        }

        return null;
    }

    /// <summary>A positional value that begins with a dash although no double dash came before it; null: none.</summary>
    private static string? StrayOption(ParseResult parsed)
    {
        var positional = Levels(parsed.CommandResult)
            .SelectMany(c => c.Children.OfType<ArgumentResult>())
            .SelectMany(a => a.Tokens.Select(t => t.Value))
            .Concat(parsed.UnmatchedTokens)
            .Where(text => text.Length > 1 && text[0] == '-' && text != "--" && !IsComment(text));
        var behindDash = parsed.Tokens.SkipWhile(t => t.Type != TokenType.DoubleDash).Select(t => t.Value).ToList();
        return positional.FirstOrDefault(text => !behindDash.Remove(text));
    }

    /// <summary>SQL that begins with a comment; no option has a blank behind its dashes.</summary>
    private static bool IsComment(string text) => text.StartsWith("--", StringComparison.Ordinal) && char.IsWhiteSpace(text[2]);

    private static IEnumerable<CommandResult> Levels(CommandResult from)
    {
        for (SymbolResult? at = from; at is CommandResult level; at = at.Parent)
        {
            yield return level;
        }
    }

    private static string PathOf(CommandResult result) =>
        string.Join(' ', Levels(result).Select(c => c.Command is RootCommand ? "taskboard" : c.Command.Name).Reverse());

    private static IEnumerable<string> OptionsOf(ParseResult parsed) =>
        Levels(parsed.CommandResult)
            .SelectMany((level, i) => level.Command.Options.Where(o => (i == 0 || o.Recursive) && !o.Hidden))
            .Select(o => o.Name);

    /// <summary>The commands, where they are few.</summary>
    private static string CommandsOf(Command command) =>
        command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToArray() is { Length: <= 5 } few ? $" ({string.Join(", ", few)})" : "";

    /// <summary>Refuses an option that is one, and stands before the command; and an argument that was taken for an option.</summary>
    private static void RefuseKnown(ParseResult parsed, string stray, string path)
    {
        var name = stray.Split('=')[0];
        if (OptionsOf(parsed).Contains(name, StringComparer.Ordinal))
        {
            throw CliException.Usage($"{name} goes after the command: {path} … {name}. '{path} --help' shows how to write it.");
        }

        if (Nearest(name, OptionsOf(parsed)).Length == 0 && name.StartsWith("--", StringComparison.Ordinal)
            && parsed.CommandResult.Command.Arguments.FirstOrDefault(a => Distance(name[2..].ToUpperInvariant(), a.Name.ToUpperInvariant()) <= 1) is { } argument)
        {
            throw CliException.Usage($"'{path}' has no option {name}. {argument.Name} stands without one{(ValueOf(parsed, stray) is { } value ? $": {path} '{value}'" : "")}. '{path} --help' shows the options.");
        }
    }

    /// <summary>What was given to an option that there is not; null: nothing.</summary>
    private static string? ValueOf(ParseResult parsed, string stray) => stray.Contains('=', StringComparison.Ordinal)
        ? stray[(stray.IndexOf('=', StringComparison.Ordinal) + 1)..]
        : parsed.Tokens.SkipWhile(t => t.Value != stray).Skip(1).FirstOrDefault() is { Type: TokenType.Argument, Value: [not '-', ..] value } ? value : null;

    /// <summary>What to do with a word too many.</summary>
    private static string ForSurplus(Command command, string surplus) => command.Name switch
    {
        "list" when TaskId.Fault(surplus) is null => $"one task is shown by 'taskboard show {surplus}'",
        "progress" => $"words go into a note: --note '{surplus}'",
        _ => "text with blanks goes into quotes",
    };

    private static string Nearest(string text, IEnumerable<string> known)
    {
        var name = text.Split('=')[0];
        var best = known.Select(k => (Name: k, Distance: Distance(name, k))).OrderBy(k => k.Distance).FirstOrDefault();
        return best.Name is not null && best.Distance <= 2 ? $" Did you mean {best.Name}?" : "";
    }

    /// <summary>The number of single-letter changes, neighbours that changed places counting as one.</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
