using System.CommandLine;
using System.Text;

namespace TaskBoard.Cli.Help;

/// <summary>The help of a command: how it is written, what its parts mean, an example.</summary>
internal static class HelpPage
{
    private const int Column = 30;

    /// <summary>The page.</summary>
    /// <param name="command">The command.</param>
    /// <param name="all">Of the root: all commands, not only those of daily work.</param>
    public static string Of(Command command, bool all)
    {
        var text = new StringBuilder();
        var path = PathOf(command);
        text.Append(command.Description).Append("\n\nusage: ").Append(UsageOf(command, path)).Append('\n');
        Commands(text, command, all);
        Rows(text, "arguments", command.Arguments.Where(a => !a.Hidden).Select(a => (a.Name, a.Description)));
        Rows(text, "options", Options(command).Select(o => (NameOf(o), o.Description)));
        if (command is CliCommand { Examples.Count: > 0 } known)
        {
            text.Append('\n').Append(known.Examples.Count == 1 ? "example:" : "examples:").Append('\n');
            foreach (var example in known.Examples)
            {
                text.Append("  ").Append(example).Append('\n');
            }
        }

        if (command is CliCommand { Remarks: { } remarks })
        {
            text.Append('\n').Append(remarks).Append('\n');
        }

        if (command is RootCommand)
        {
            text.Append(Ending);
        }

        return text.ToString();
    }

    private const string Ending = """

        example:
          taskboard init && taskboard add 'Parse the header' --agent me && taskboard list

        exit codes: 0 done, 1 failed, 2 usage, 3 nothing to do, 4 refused (state, claim or version), 5 lock not obtained,
          6 board or history not readable, 7 not found
        environment: TASKBOARD_DIR (the board), TASKBOARD_AGENT (who you are)

        """;

    private static void Commands(StringBuilder text, Command command, bool all)
    {
        var shown = command.Subcommands.Where(c => !c.Hidden && (all || command is not RootCommand || IsDaily(c))).ToList();
        Rows(text, "commands", shown.Where(c => command is not RootCommand || IsDaily(c)).Select(c => (c.Name, c.Description)));
        Rows(text, "more commands", shown.Where(c => command is RootCommand && !IsDaily(c)).Select(c => (c.Name, c.Description)));
        if (shown.Count < command.Subcommands.Count)
        {
            text.Append("  and ").Append(command.Subcommands.Count - shown.Count).Append(" more: taskboard --help --all\n");
        }
    }

    private static bool IsDaily(Command command) => command is CliCommand { Daily: true };

    private static IEnumerable<Option> Options(Command command) =>
        command.Options.Concat(Ancestors(command).SelectMany(a => a.Options.Where(o => o.Recursive))).Where(o => !o.Hidden).DistinctBy(o => o.Name);

    private static string UsageOf(Command command, string path)
    {
        var text = new StringBuilder(path);
        if (command.Subcommands.Count > 0)
        {
            text.Append(command is CliCommand { Run: not null } ? " [COMMAND]" : " COMMAND");
        }

        foreach (var option in command.Options.Where(o => o.Required))
        {
            text.Append(' ').Append(NameOf(option));
        }

        if (command.Options.Any(o => !o.Hidden))
        {
            text.Append(" [options]");
        }

        foreach (var argument in command.Arguments)
        {
            var name = argument.Arity.MaximumNumberOfValues > 1 ? $"-- {argument.Name}…" : argument.Name;
            text.Append(' ').Append(argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name);
        }

        return text.ToString();
    }

    private static string NameOf(Option option) =>
        string.Join(", ", option.Aliases.Order(StringComparer.Ordinal).Append(option.Name)) + (option.HelpName is { } value ? $" {value}" : "");

    private static void Rows(StringBuilder text, string heading, IEnumerable<(string Name, string? Description)> rows)
    {
        var any = false;
        foreach (var (name, description) in rows)
        {
            if (!any)
            {
                text.Append('\n').Append(heading).Append(":\n");
                any = true;
            }

            text.Append("  ").Append(name.PadRight(Column)).Append(name.Length >= Column ? "  " : "").Append(description).Append('\n');
        }
    }

    private static string PathOf(Command command) =>
        string.Join(' ', Ancestors(command).Reverse().Append(command).Select(c => c is RootCommand ? "taskboard" : c.Name));

    private static IEnumerable<Command> Ancestors(Command command)
    {
        for (var at = command.Parents.OfType<Command>().FirstOrDefault(); at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            yield return at;
        }
    }
}
