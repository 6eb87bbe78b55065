using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Errors;

/// <summary>The disk fails when a change is already recorded: the program says that it is open, and repeating gives the answer.</summary>
public sealed class InDoubtTests
{
    [StraceFact]
    public async Task A_change_that_cannot_be_shown_yet_ends_with_1_and_is_done_once_when_repeated()
    {
        using var directory = new TempDirectory();
        var cli = new CliRun(directory.Path);
        await cli.RunAsync("init");
        await cli.RunAsync("add", "Parse the header", "--id", "a");
        string[] completing = ["complete", "a", "done", "--agent", "agent-1", "--board", directory.Path];
        await cli.RunAsync("claim", "a", "--agent", "agent-1");

        // The one call that puts the new file in place of the board's.
        var answer = await Child.RunAsync(
            directory.Path, "strace", ["-f", "-qq", "-o", "/dev/null", "-P", directory["tasks.json"], "-e", "inject=renameat2:error=EIO:when=1", CliExecutable.Path, .. completing]);
        Assert.Equal((1, ""), (answer.Code, answer.Out));
        Assert.Contains("(TB5003)", answer.Error, StringComparison.Ordinal);
        Assert.Contains($"Revision 3 is recorded, but {directory["tasks.json"]} could not be brought up to date yet", answer.Error, StringComparison.Ordinal);
        Assert.Contains("IN_PROGRESS", await File.ReadAllTextAsync(directory["tasks.json"]), StringComparison.Ordinal);

        Assert.Equal(0, (await cli.RunAsync(completing)).Code);
        Assert.Contains("COMPLETED", await File.ReadAllTextAsync(directory["tasks.json"]), StringComparison.Ordinal);
        Assert.Empty(await BoardReferee.CheckAsync(directory.Path));
    }
}
