using System.CommandLine;
using TaskBoard.Cli.Input;
using Xunit;

namespace TaskBoard.Cli.Tests;

/// <summary>Only the commands that a line names are made; nobody may notice.</summary>
public sealed class CliRootTests
{
    public static TheoryData<string> Lines =>
    [
        "list", "list --all", "--json list", "add list", "add -- list", "--board list add x", "--board list ad", "list --board add", "lock run -- add x",
        "audit seal", "audit list", "lst", "list lst", "--help", "list --help", "help list", "", "--version", "[suggest:2] li", "[suggest:4] list", "show",
    ];

    [Fact]
    public void Every_command_is_known_by_its_own_name() =>
        Assert.All(CommandList.All(), command => Assert.Equal([command.Name], CommandList.NamedIn([command.Name]).Select(c => c.Name)));

    [Theory]
    [MemberData(nameof(Lines))]
    public void The_commands_that_a_line_names_give_what_all_commands_give(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            Told(new CliRoot(new CommonOptions()).Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null })),
            Told(CliRoot.Parse(words, new CommonOptions())));
    }

    private static string Told(ParseResult parsed) =>
        $"{parsed} {parsed.CommandResult.Command.Name} {parsed.Action} {string.Join(' ', parsed.GetCompletions())} {Refusal(parsed)}";

    private static string? Refusal(ParseResult parsed)
    {
        try
        {
            CommandLineCheck.Demand(parsed);
            return null;
        }
        catch (CliException e)
        {
            return e.Message;
        }
    }
}
