using TaskBoard.Cli.Tests.Examples;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Readme;

/// <summary>What the README says is true: its commands and code are run, and print what it shows.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_main_command_prints_what_is_shown()
    {
        var command = ReadmeText.Block("See it work", "sh").Trim().Split(' ');
        Assert.Equal(["dotnet", "run"], command[..2]);
        var answer = await Child.RunAsync(
            Checkout.Root, command[0], ["run", "--no-build", "--configuration", Checkout.Configuration, .. command[2..], "--", _directory["work"]]);
        Assert.True(answer.Code == 0, answer.ToString());
        var shown = ReadmeText.Block("See it work", "text");
        var printed = TwoAgentsTests.Fixed(answer.Out, _directory["work"]);
        Assert.Equal(printed[..printed.IndexOf("\nThe board is in", StringComparison.Ordinal)], TwoAgentsTests.Fixed(shown, "DIR"));
    }

    [Fact]
    public async Task The_code_is_an_example_and_prints_what_is_shown()
    {
        Assert.Equal((await File.ReadAllTextAsync(Checkout.File("examples/FirstSteps/Program.cs"))).ReplaceLineEndings("\n"), ReadmeText.Block("Use it from a program", "csharp"));
        var answer = await Child.RunAsync(_directory.Path, "dotnet", "exec", Checkout.Output("examples/FirstSteps", "FirstSteps.dll"));
        Assert.Equal((0, "", ReadmeText.Block("Use it from a program", "text")), (answer.Code, answer.Error, answer.Out));
    }

    [Fact]
    public void The_table_has_all_commands_and_no_other()
    {
        var commands = CommandList.All().Select(c => c.Name).Order(StringComparer.Ordinal);
        Assert.Equal(commands, ReadmeText.CommandsInTable("Use it from the command line").Order(StringComparer.Ordinal));
    }

    [ShellFact("bash")]
    public async Task The_commands_to_begin_with_do_what_they_say()
    {
        var script = $"taskboard() {{ '{CliExecutable.Path}' \"$@\"; }}; set -e\n{ReadmeText.Block("Use it from the command line", "sh")}";
        var answer = await Child.RunAsync(_directory.Path, "bash", "-c", script);
        Assert.True(answer.Code == 0, answer.ToString());
        Assert.Contains("parse#1", answer.Out, StringComparison.Ordinal);
        Assert.Contains("completed: parsed, 12 tests", answer.Out, StringComparison.Ordinal);
        Assert.Contains("Parse the header", await File.ReadAllTextAsync(_directory["tasks.json"]), StringComparison.Ordinal);
    }

    [ShellFact("bash")]
    public async Task A_command_that_does_the_work_does_it()
    {
        var build = _directory["build-task.sh"];
        await File.WriteAllTextAsync(build, "#!/bin/sh\ncat > input.json; echo built $TASKBOARD_TASK\n");
        var script = $"taskboard() {{ '{CliExecutable.Path}' \"$@\"; }}; set -e; chmod +x '{build}'; export TASKBOARD_AGENT=me; "
            + $"taskboard init; taskboard add Build --id it\n{ReadmeText.Block("Let a command do the work", "sh")}";
        var answer = await Child.RunAsync(_directory.Path, "bash", "-c", script);
        Assert.True(answer.Code == 0, answer.ToString());
        Assert.Contains("it#1  completed", answer.Out, StringComparison.Ordinal);
        Assert.Contains("\"title\":\"Build\"", await File.ReadAllTextAsync(_directory["input.json"]), StringComparison.Ordinal);
    }

    [ShellFact("bash")]
    public async Task A_persona_gets_the_tasks_that_ask_for_it()
    {
        await File.WriteAllTextAsync(_directory["reviewer.md"], "# Reviewer\n\nReads what others wrote.\n");
        await File.WriteAllTextAsync(_directory["review.sh"], "#!/bin/sh\ncat > input.json; echo $TASKBOARD_PERSONA\n");
        var script = $"taskboard() {{ '{CliExecutable.Path}' \"$@\"; }}; set -e; chmod +x '{_directory["review.sh"]}'; export TASKBOARD_AGENT=me; "
            + $"taskboard init\n{ReadmeText.Block("Say who does what", "sh")}";
        var answer = await Child.RunAsync(_directory.Path, "bash", "-c", script);
        Assert.True(answer.Code == 0, answer.ToString());
        Assert.Contains("#1  completed", answer.Out, StringComparison.Ordinal);
        Assert.Contains("Reads what others wrote.", await File.ReadAllTextAsync(_directory["input.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_test_command_is_the_one_of_continuous_integration()
    {
        var command = ReadmeText.Block("Run the tests", "sh").Trim();
        Assert.Equal("bash tests/run", command);
        Assert.EndsWith("exec bash \"$(dirname \"$0\")/../tests/run\"\n", await File.ReadAllTextAsync(Checkout.File(".ci/run")), StringComparison.Ordinal);
        Assert.Contains($"run: {command}\n", await File.ReadAllTextAsync(Checkout.File(".github/workflows/tests.yml")), StringComparison.Ordinal);
    }
}
