using System.CommandLine;
using System.Text;
using TaskBoard.Cli.Input;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests;

public sealed class HelpTests
{
    private static readonly CliRun Cli = new("/nowhere");

    [Fact]
    public async Task Every_help_page_is_as_it_was()
    {
        var text = new StringBuilder();
        foreach (var path in Paths())
        {
            var answer = await Cli.RunAsync([.. path, "--help"]);
            Assert.Equal((0, ""), (answer.Code, answer.Error));
            text.Append("=== taskboard ").AppendJoin(' ', path).Append('\n').Append(answer.Out);
        }

        await Snapshot.Verify(text.ToString());
    }

    [Fact]
    public async Task All_shows_the_commands_beyond_those_of_daily_work() => await Snapshot.Verify((await Cli.RunAsync("--help", "--all")).Out);

    [Fact]
    public void Every_command_has_an_example_and_a_description() =>
        Assert.All(CommandList.All().SelectMany(c => c.Subcommands.OfType<CliCommand>().Append(c)), command =>
        {
            Assert.NotEmpty(command.Examples);
            Assert.All(command.Examples, example => Assert.StartsWith("taskboard ", example, StringComparison.Ordinal));
            Assert.False(string.IsNullOrEmpty(command.Description));
            Assert.All(command.Options, option => Assert.False(string.IsNullOrEmpty(option.Description), option.Name));
        });

    [Fact]
    public void Every_example_can_be_given_as_it_stands() =>
        Assert.All(CommandList.All().SelectMany(c => c.Subcommands.OfType<CliCommand>().Append(c)).SelectMany(c => c.Examples), example =>
            CommandLineCheck.Demand(new CliRoot(new CommonOptions()).Parse(CommandWords.Of(example), new ParserConfiguration { ResponseFileTokenReplacer = null })));

    [Fact]
    public void Ten_commands_are_those_of_daily_work() => Assert.InRange(CommandList.All().Count(c => c.Daily), 8, 10);

    [Theory]
    [InlineData("/h")]
    [InlineData("/?")]
    public async Task Slash_options_do_not_ask_for_help(string word)
    {
        var answer = await Cli.RunAsync(word);
        Assert.Equal(2, answer.Code);
        Assert.Empty(answer.Out);
    }

    [Theory]
    [InlineData("-h")]
    [InlineData("-?")]
    public async Task Short_options_ask_for_help(string word) => Assert.Equal(0, (await Cli.RunAsync("add", word)).Code);

    private static IEnumerable<string[]> Paths() =>
        CommandList.All().SelectMany(c => c.Subcommands.Select(s => new[] { c.Name, s.Name }).Prepend([c.Name])).Prepend([]);
}
