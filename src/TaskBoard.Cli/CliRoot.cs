using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace TaskBoard.Cli;

/// <summary>The root of the command line, with all commands and the options common to them.</summary>
internal sealed class CliRoot : RootCommand
{
    public CliRoot(CommonOptions options)
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
        foreach (var command in CommandList.All())
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
}

/// <summary>Marks that help was asked for; <see cref="CliProgram"/> writes it.</summary>
internal sealed class HelpOptionAction : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult) => ExitCode.Done;
}
