using System.CommandLine;
using System.Text;
using TaskBoard.Cli.Commands;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Help;

/// <summary>The help of a command: how it is written, what its parts mean, an example.</summary>
internal static class HelpPage
{
    /// <summary>Writes the page: drawn on a terminal, otherwise as plain lines.</summary>
    /// <param name="command">The command.</param>
    /// <param name="all">Of the root: all commands, not only those of daily work.</param>
    /// <param name="screen">The terminal; null: the page goes elsewhere.</param>
    /// <param name="output">Where it goes.</param>
    public static void Write(Command command, bool all, TerminalScreen? screen, TextWriter output)
    {
        if (screen is not null)
        {
            WriteOn(DrawnHelpSheet.On(screen, output), command, all);
            return;
        }

        var plain = new PlainHelpSheet();
        WriteOn(plain, command, all);
        output.Write(plain.ToString());
    }

    private static void WriteOn(IHelpSheet sheet, Command command, bool all)
    {
        sheet.Text(command.Description!);
        sheet.Skip();
        sheet.Named("usage", UsageOf(command, PathOf(command)));
        Commands(sheet, command, all);
        Rows(sheet, "arguments", command.Arguments.Where(a => !a.Hidden).Select(a => (a.Name, a.Description)));
        Rows(sheet, "options", Options(command).Select(o => (NameOf(o), o.Description)));
        if (command is CliCommand { Examples.Count: > 0 } known)
        {
            sheet.Section(known.Examples.Count == 1 ? "example" : "examples");
            foreach (var example in known.Examples)
            {
                sheet.Entry(example);
            }
        }

        if (command is CliCommand { Remarks: { } remarks })
        {
            sheet.Skip();
            sheet.Text(remarks);
        }

        if (command is RootCommand)
        {
            Ending(sheet);
        }
    }

    private static void Ending(IHelpSheet sheet)
    {
        sheet.Section("example");
        sheet.Entry("taskboard init && taskboard add 'Parse the header' --agent me && taskboard list");
        sheet.Skip();
        sheet.Named("exit codes", "0 done, 1 failed, 2 usage, 3 nothing to do, 4 refused (state, claim or version), 5 lock not obtained,\n"
            + "  6 board or history not readable, 7 not found");
        sheet.Named("environment", "TASKBOARD_DIR (the board), TASKBOARD_AGENT (who you are)");
    }

    private static void Commands(IHelpSheet sheet, Command command, bool all)
    {
        var shown = command.Subcommands.Where(c => !c.Hidden && (all || command is not RootCommand || IsDaily(c))).ToList();
        Rows(sheet, "commands", shown.Where(c => command is not RootCommand || IsDaily(c)).Select(c => (c.Name, c.Description)));
        Rows(sheet, "more commands", shown.Where(c => command is RootCommand && !IsDaily(c)).Select(c => (c.Name, c.Description)));
        if (shown.Count < command.Subcommands.Count)
        {
            sheet.Entry($"and {command.Subcommands.Count - shown.Count} more: taskboard --help --all");
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
            var name = argument.Arity.MaximumNumberOfValues <= 1 ? argument.Name
                : argument.Name == TaskArgument.Several ? $"{argument.Name}…"

                // The words of another program come after a double dash.
                : $"-- {argument.Name}…";
            text.Append(' ').Append(argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name);
        }

        return text.ToString();
    }

    private static string NameOf(Option option) =>
        string.Join(", ", option.Aliases.Order(StringComparer.Ordinal).Append(option.Name)) + (option.HelpName is { } value ? $" {value}" : "");

    private static void Rows(IHelpSheet sheet, string title, IEnumerable<(string Name, string? Description)> rows)
    {
        var any = false;
        foreach (var (name, description) in rows)
        {
            if (!any)
            {
                sheet.Section(title);
                any = true;
            }

            sheet.Row(name, description);
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
