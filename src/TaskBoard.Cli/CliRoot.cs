using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace TaskBoard.Cli;

/// <summary>The root of the command line, with commands and the options common to them.</summary>
internal sealed class CliRoot : RootCommand
{
    /// <summary>With all commands.</summary>
    public CliRoot(CommonOptions options)
        : this(options, CommandList.All())
    {
    }

    private CliRoot(CommonOptions options, IEnumerable<CliCommand> commands)
        : base("A shared task list for AI agents and people, in one file: tasks.json.")
    {
        foreach (var help in Options.OfType<HelpOption>())
        {
            // "/h" and "/?" would swallow paths and titles.
            help.Aliases.Remove("/h");
            help.Aliases.Remove("/?");
            help.Description = "Show this help.";
            help.Action = new HelpOptionAction();
        }

        foreach (var version in Options.OfType<VersionOption>())
        {
            version.Description = "Show the version.";
        }

        Add(options.Json);
        Add(options.Board);
        Add(options.All);
        foreach (var command in commands)
        {
            Add(command);
            foreach (var part in command.Subcommands.Append(command).OfType<CliCommand>())
            {
                if (part.Changes || part.NamesAgent)
                {
                    part.Add(options.Agent);
                }

                if (part.Changes)
                {
                    part.Add(options.RequestKey);
                }
            }
        }
    }

    /// <summary>Parses a command line with the commands that its words name, which gives what all commands would give.</summary>
    public static ParseResult Parse(string[] args, CommonOptions options)
    {
        if (args is not [['[', ..], ..] && CommandList.NamedIn(args) is { Count: > 0 } named)
        {
            var parsed = new CliRoot(options, named).Parse(args, Configuration());
            if (parsed.CommandResult.Command is not CliRoot)
            {
                return parsed;
            }
        }

        // Help, a directive, or a word that is no command: all must be known.
        return new CliRoot(options).Parse(args, Configuration());
    }

    /// <summary>Whether the line asks for the version as a document, and for nothing else.</summary>
    public bool AsksForVersion(ParseResult parsed, CommonOptions options) =>
        parsed.UnmatchedTokens.Count == 0 && parsed.GetValue(options.Json) && Options.OfType<VersionOption>().Any(version => parsed.GetResult(version) is { Implicit: false });

    private static ParserConfiguration Configuration() => new() { ResponseFileTokenReplacer = null };
}

/// <summary>Marks that help was asked for; <see cref="CliProgram"/> writes it.</summary>
internal sealed class HelpOptionAction : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult) => ExitCode.Done;
}
