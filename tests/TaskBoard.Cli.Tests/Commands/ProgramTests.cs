using System.Diagnostics;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>The program itself, as a child process.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_command_answers_on_its_streams_and_with_its_exit_code()
    {
        Assert.Equal(0, (await RunAsync("init")).Code);
        var added = await RunAsync("add", "A ä 🎉", "--id", "a");
        Assert.Equal((0, "a\n", ""), (added.Code, added.Out, added.Error));
        var wrong = await RunAsync("add", "--titel", "x");
        Assert.Equal((2, ""), (wrong.Code, wrong.Out));
        Assert.Contains("A ä 🎉", (await RunAsync("list")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_under_the_lock_may_use_the_board_and_gives_its_exit_code()
    {
        await RunAsync("init");
        var answer = await RunAsync("lock", "run", "--", "/bin/sh", "-c", $"test -e tasks.lock && '{CliExecutable.Path}' add inside --id a && exit 9");
        Assert.True(answer.Code == 9, answer.ToString());
        Assert.Equal("a\n", answer.Out);
        Assert.False(File.Exists(_directory["tasks.lock"]));
        Assert.Equal(7, (await RunAsync("lock", "run", "--", "./nothing-here")).Code);
        Assert.False(File.Exists(_directory["tasks.lock"]));
    }

    [LinuxFact]
    public async Task An_answer_that_cannot_be_written_is_an_error_that_says_what_was_done()
    {
        await RunAsync("init");
        foreach (var (command, output) in new[] { ("add unseen --id a", "/dev/full"), ("claim --json", "/dev/full"), ("list", "&-") })
        {
            var run = await ProgramRun.Of("/bin/sh", "-c", $"cd '{_directory.Path}' && TASKBOARD_AGENT=me '{CliExecutable.Path}' {command} >{output}");
            Assert.True(run.ExitCode == 1, $"{command}: {run.ExitCode} {run.Errors}");
            Assert.Contains("What was asked for has been done", run.Errors, StringComparison.Ordinal);
        }

        Assert.Contains("IN_PROGRESS", await File.ReadAllTextAsync(_directory["tasks.json"]), StringComparison.Ordinal);
    }

    private async Task<CliAnswer> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo(CliExecutable.Path)
        {
            WorkingDirectory = _directory.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        start.Environment["TASKBOARD_AGENT"] = "tester";
        start.Environment.Remove("TASKBOARD_DIR");
        start.Environment.Remove("TASKBOARD_LOCK");
        using var child = Process.Start(start)!;
        child.StandardInput.Close();
        var (output, error) = (child.StandardOutput.ReadToEndAsync(), child.StandardError.ReadToEndAsync());
        await child.WaitForExitAsync();
        return new CliAnswer(child.ExitCode, await output, await error);
    }
}
