using TaskBoard.Cli.Tests.Readme;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Completion;

/// <summary>The scripts, sourced by the shells that they are for.</summary>
public sealed class ShellScriptTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public ShellScriptTests() => File.WriteAllText(_directory["tasks.json"], """[{"id":"parse","title":"x"},{"id":"print","title":"x"},{"id":"z","title":"x"}]""");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Each_is_as_it_was(string shell) => await Snapshot.Verify((await new CliRun(_directory.Path).RunAsync("completion", shell)).Out, shell);

    [Fact]
    public async Task A_shell_without_a_script_is_refused()
    {
        var answer = await new CliRun(_directory.Path).RunAsync("completion", "tcsh");
        Assert.Equal(new CliAnswer(2, "", "taskboard: There is no script for 'tcsh'. Shells are bash, zsh, fish, pwsh. (TB1001)\n"), answer);
    }

    [ShellFact("bash")]
    public async Task Bash_completes_commands_and_ids()
    {
        const string Ask = """
            ask() { COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _taskboard; echo "${COMPREPLY[*]}"; }
            complete -p taskboard
            ask taskboard rel; ask taskboard show p; ask taskboard show ""; ask taskboard list --status C
            """;
        await VerifyAsync("bash", ["-c", $"{Function}\nsource <(taskboard completion bash)\n{Ask}"],
            "complete -o default -F _taskboard taskboard\nrelease\nparse print\nparse print z\nCLAIMED COMPLETED CANCELLED\n");
    }

    [ShellFact("zsh")]
    public async Task Zsh_completes_commands_and_ids()
    {
        const string Ask = """
            compdef() { print -r -- "$@" }
            compadd() { shift; print -r -- "$@" }
            _files() { print -r -- files }
            ask() { words=("$@"); CURRENT=$#; _taskboard; }
            """;
        await VerifyAsync("zsh", ["-f", "-c", $"{Function}\n{Ask}\nsource <(taskboard completion zsh)\nask taskboard rel; ask taskboard show p; ask taskboard import x"],
            "_taskboard taskboard\nrelease\nparse print\nfiles\n");
    }

    [ShellFact("fish")]
    public async Task Fish_completes_commands_and_ids() => await VerifyAsync(
        "fish",
        ["--no-config", "-c", $"function taskboard; '{CliExecutable.Path}' $argv; end\ntaskboard completion fish | source\ncomplete -C 'taskboard rel'; complete -C 'taskboard show p'"],
        "release\nparse\nprint\n");

    private static string Function => $"taskboard() {{ '{CliExecutable.Path}' \"$@\"; }}";

    private async Task VerifyAsync(string shell, string[] arguments, string expected)
    {
        await new CliRun(_directory.Path).Set("TASKBOARD_DIR", _directory.Path).RunAsync("note", "z", "so that there is a board");
        var answer = await Child.RunAsync(_directory.Path, shell, arguments);
        Assert.True(answer.Out.Split('\n').Select(Sorted).SequenceEqual(expected.Split('\n').Select(Sorted)), answer.ToString());
    }

    private static string Sorted(string line) => string.Join(' ', line.Split(' ').Order(StringComparer.Ordinal));
}
