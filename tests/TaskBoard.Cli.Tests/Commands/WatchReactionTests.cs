using System.Diagnostics;
using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary><c>taskboard watch --on STATE --exec COMMAND</c>, as a process of its own.</summary>
public sealed class WatchReactionTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(120));
    private readonly CliRun _cli;

    public WatchReactionTests() => _cli = new CliRun(_directory.Path);

    public void Dispose()
    {
        _end.Dispose();
        _directory.Dispose();
    }

    [LinuxFact]
    public async Task For_each_transition_the_program_runs_in_order_with_the_event_on_its_input_and_in_variables()
    {
        await ScriptAsync("echo \"$1 $TASKBOARD_TASK $TASKBOARD_FROM $TASKBOARD_TO $TASKBOARD_BY $TASKBOARD_REVISION $TASKBOARD_EVENT\" >> log; cat >> log; test \"$TASKBOARD_TASK\" != b");
        await _cli.RunAsync("init");
        using var watch = Start("watch", "--since", "0", "--on", "completed", "--json", "--exec", "./script", "--", "--to", "me");
        await PlayAsync("a", "b");
        var documents = await DocumentsAsync(watch, 4);
        Assert.Equal(["event", "event.reaction", "event", "event.reaction"], documents.Select(d => d.GetProperty("kind").GetString()));
        Assert.Equal(["a", "a", "b", "b"], documents.Select(d => d.GetProperty("task_id").GetString()));
        Assert.Equal([0, 1], documents.Where(d => d.TryGetProperty("exit_code", out _)).Select(d => d.GetProperty("exit_code").GetInt32()));
        var log = await File.ReadAllLinesAsync(_directory["log"], _end.Token);
        Assert.Equal(4, log.Length);
        Assert.Equal("--to a IN_PROGRESS COMPLETED tester 3 STATUS_CHANGED", log[0]);
        using var given = JsonDocument.Parse(log[1]);
        Assert.Equal(documents[0].GetProperty("seq").GetInt64(), given.RootElement.GetProperty("seq").GetInt64());
        await EndAsync(watch);
    }

    [LinuxFact]
    public async Task No_text_of_the_board_becomes_a_command()
    {
        await ScriptAsync("printf '%s\\n' \"$#\" \"$TASKBOARD_TASK\" \"$TASKBOARD_BY\" >> log");
        await _cli.RunAsync("init");
        using var watch = Start("watch", "--since", "0", "--on", "COMPLETED", "--exec", "./script");
        const string Evil = "x$(touch owned)`touch owned`;touch owned";
        await _cli.RunAsync("add", Evil, "--id", "x;touch_owned");
        await _cli.RunAsync("complete", "x;touch_owned", Evil, "--agent", Evil);
        await watch.StandardError.ReadLineAsync(_end.Token);
        Assert.Contains("ended with exit code 0 (revision 2, x;touch_owned COMPLETED)", await watch.StandardError.ReadLineAsync(_end.Token), StringComparison.Ordinal);
        Assert.Equal(["0", "x;touch_owned", Evil], await File.ReadAllLinesAsync(_directory["log"], _end.Token));
        Assert.False(File.Exists(_directory["owned"]));
        await EndAsync(watch);
    }

    [LinuxFact]
    public async Task A_program_that_cannot_be_started_any_more_is_said_and_watching_goes_on()
    {
        await ScriptAsync("exit 0");
        await _cli.RunAsync("init");
        using var watch = Start("watch", "--since", "0", "--on", "COMPLETED", "--json", "--exec", "./script");
        await PlayAsync("a");
        Assert.Equal(0, (await DocumentsAsync(watch, 2))[1].GetProperty("exit_code").GetInt32());
        File.Delete(_directory["script"]);
        await PlayAsync("b");
        var reaction = (await DocumentsAsync(watch, 2))[1];
        Assert.Equal(JsonValueKind.Null, reaction.GetProperty("exit_code").ValueKind);
        Assert.Contains("could not be started", reaction.GetProperty("message").GetString(), StringComparison.Ordinal);
        await EndAsync(watch);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_before_watching_begins()
    {
        await _cli.RunAsync("init");
        await RefusedAsync(2, "--exec needs --on STATE", "watch", "--exec", "true");
        await RefusedAsync(2, "There is no state 'DONE'", "watch", "--on", "DONE");
        await RefusedAsync(2, "only for the program of --exec", "watch", "--on", "FAILED", "true");
        if (!OperatingSystem.IsWindows())
        {
            await RefusedAsync(7, "there is no program 'no-such-program x'", "watch", "--on", "FAILED", "--exec", "no-such-program x");
        }

        async Task RefusedAsync(int code, string why, params string[] words)
        {
            var answer = await _cli.RunAsync(words);
            Assert.True(answer.Code == code, answer.ToString());
            Assert.Contains(why, answer.Error, StringComparison.Ordinal);
        }
    }

    private async Task PlayAsync(params string[] ids)
    {
        foreach (var id in ids)
        {
            await _cli.RunAsync("add", id, "--id", id);
            await _cli.RunAsync("claim", id);
            await _cli.RunAsync("complete", id);
        }
    }

    private async Task ScriptAsync(string body)
    {
        await File.WriteAllTextAsync(_directory["script"], $"#!/bin/sh\n{body}\n", _end.Token);
        Assert.Equal(0, (await ProgramRun.Of("/bin/chmod", "+x", _directory["script"])).ExitCode);
    }

    private Process Start(params string[] words) => Child.Start(_directory.Path, CliExecutable.Path, words);

    private async Task<List<JsonElement>> DocumentsAsync(Process watch, int count)
    {
        var documents = new List<JsonElement>();
        while (documents.Count < count && await watch.StandardOutput.ReadLineAsync(_end.Token) is { } line)
        {
            documents.Add(JsonDocument.Parse(line).RootElement);
        }

        return documents;
    }

    private async Task EndAsync(Process watch)
    {
        Assert.Equal(0, (await ProgramRun.Of("/bin/kill", "-INT", $"{watch.Id}")).ExitCode);
        var answer = await watch.AnswerAsync().WaitAsync(_end.Token);
        Assert.Equal(0, answer.Code);
    }
}
