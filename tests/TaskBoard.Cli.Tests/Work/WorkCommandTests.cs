using System.Text.Json;
using System.Text.RegularExpressions;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Work;

/// <summary>A shell command that is driven through the tasks of a board.</summary>
public sealed class WorkCommandTests
{
    [LinuxFact]
    public async Task Ten_tasks_are_run_one_after_the_other_with_exit_code_and_output_on_record()
    {
        using var board = await WorkBoard.CreateAsync([.. Enumerable.Range(1, 10).Select(i => $"t{i}")]);
        var answer = await board.WorkAsync(
            "read -r task; echo \"$task\" >> seen; echo $TASKBOARD_CLAIM $TASKBOARD_AGENT; echo more >&2; [ $TASKBOARD_TASK != t4 ] || { echo broken >&2; exit 3; }; echo made $TASKBOARD_TASK");
        Assert.Equal(1, answer.Code);
        Assert.Contains("9 completed, 1 failed.", answer.Error, StringComparison.Ordinal);
        Assert.Equal(10, answer.Out.Trim().Split('\n').Length);
        Assert.All(Enumerable.Range(1, 10), i => Assert.Equal(i == 4 ? "FAILED" : "COMPLETED", board.StateOf($"t{i}")));

        var result = board.TaskOf("t7").GetProperty("result");
        Assert.Equal("made t7", result.GetProperty("summary").GetString());
        Assert.Equal(0, result.GetProperty("evidence").GetProperty("exit_code").GetInt32());
        Assert.Equal(["made t7", "more", "t7#1 worker"], result.GetProperty("evidence").GetProperty("output").GetString()!.Split('\n').Order(StringComparer.Ordinal));
        Assert.StartsWith("attempt 1 failed: exit code 3: broken\n", board.TaskOf("t4").GetProperty("notes")[0].GetProperty("text").GetString(), StringComparison.Ordinal);

        using var seen = JsonDocument.Parse((await File.ReadAllLinesAsync(board.FileOf("seen")))[0]);
        Assert.Equal("Do t1", seen.RootElement.GetProperty("item").GetProperty("title").GetString());
        Assert.Equal("t1#1", seen.RootElement.GetProperty("claim").GetString());
        Assert.Equal(0, (await board.RunAsync("verify")).Code);
    }

    [LinuxFact]
    public async Task With_json_each_task_is_a_document_and_what_the_command_says_goes_elsewhere()
    {
        using var board = await WorkBoard.CreateAsync("a", "b");
        var answer = await board.WorkAsync("cat > brief; echo said", "--json", "--max-tasks", "1", "--stdin", "text");
        using var document = JsonDocument.Parse(answer.Out);
        Assert.Equal(("task.work", "a#1", "completed", 0, "said"), (
            document.RootElement.GetProperty("kind").GetString(),
            document.RootElement.GetProperty("claim").GetString(),
            document.RootElement.GetProperty("end").GetString(),
            document.RootElement.GetProperty("exit_code").GetInt32(),
            document.RootElement.GetProperty("summary").GetString()));
        Assert.Contains("said", answer.Error, StringComparison.Ordinal);
        Assert.StartsWith("a#1\na  Do a\n", await File.ReadAllTextAsync(board.FileOf("brief")), StringComparison.Ordinal);
        Assert.Equal("PENDING", board.StateOf("b"));
    }

    [LinuxFact]
    public async Task The_command_is_told_who_it_is()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await board.RunAsync("edit", "a", "--persona", "reviewer");
        Directory.CreateDirectory(board.FileOf("personas"));
        await File.WriteAllTextAsync(board.FileOf("personas/reviewer.md"), "# Reviewer\n\nReads what others wrote.\n");
        var slip = await board.WorkAsync("touch worked", "--persona", "reviewr");
        Assert.Equal((7, false), (slip.Code, File.Exists(board.FileOf("worked"))));
        Assert.Contains("Did you mean 'reviewer'?", slip.Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(board.FileOf("personas/empty.md"), "");
        var unusable = await board.WorkAsync("touch worked", "--persona", "empty");
        Assert.Equal((6, false), (unusable.Code, File.Exists(board.FileOf("worked"))));
        Assert.Contains("personas/empty.md cannot be used as a persona. ", unusable.Error, StringComparison.Ordinal);
        var answer = await board.WorkAsync("cat > brief; echo as $TASKBOARD_PERSONA", "--persona", "reviewer");
        Assert.True(answer.Code == 0, answer.ToString());
        Assert.Equal("as reviewer", board.TaskOf("a").GetProperty("result").GetProperty("summary").GetString());
        using var brief = JsonDocument.Parse(await File.ReadAllTextAsync(board.FileOf("brief")));
        Assert.Equal("# Reviewer\n\nReads what others wrote.", brief.RootElement.GetProperty("persona").GetProperty("definition").GetString());
    }

    [LinuxFact]
    public async Task A_name_under_which_another_process_works_is_refused()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await using (var other = await Board.OpenAsync(board.Directory))
        {
            using var name = await other.TakeNameAsync("worker");
            var answer = await board.WorkAsync("true");
            Assert.Equal((4, ""), (answer.Code, answer.Out));
            Assert.Contains("at work on this board as 'worker'", answer.Error, StringComparison.Ordinal);
            Assert.Equal("PENDING", board.StateOf("a"));
        }

        Assert.Equal(0, (await board.WorkAsync("true")).Code);
    }

    [LinuxFact]
    public async Task What_the_command_says_of_its_task_itself_counts()
    {
        using var board = await WorkBoard.CreateAsync("a");
        var answer = await board.WorkAsync($"'{CliExecutable.Path}' complete $TASKBOARD_CLAIM 'by hand' >&2; exit 9");
        Assert.Equal(0, answer.Code);
        Assert.Matches("^a#1  completed  [0-9.]+ s  by hand\n$", answer.Out);
        Assert.Equal("by hand", board.TaskOf("a").GetProperty("result").GetProperty("summary").GetString());
    }

    [LinuxFact]
    public async Task A_worker_whose_command_says_that_its_task_did_not_get_done_does_not_end_with_0()
    {
        foreach (var (words, end, said, state) in new[]
        {
            ("fail $TASKBOARD_CLAIM broken --no-retry", "failed", "failed (attempt 1): broken", "FAILED"),
            ("fail $TASKBOARD_CLAIM broken", "failed", "failed (attempt 1): broken", "PENDING"),
            ("release $TASKBOARD_CLAIM", "released", "released (attempt 1)", "PENDING"),
            ("cancel a unwanted", "cancelled", "cancelled: unwanted", "CANCELLED"),
        })
        {
            using var board = await WorkBoard.CreateAsync("a");
            await board.RunAsync("edit", "a", "--max-attempts", "2");
            var answer = await board.WorkAsync($"'{CliExecutable.Path}' {words} >&2", "--once");
            Assert.Equal((1, state), (answer.Code, board.StateOf("a")));
            Assert.Matches($"^a#1  {end}  [0-9.]+ s  {Regex.Escape(said)}\n$", answer.Out);
            Assert.EndsWith($"1 {end}.\n", answer.Error, StringComparison.Ordinal);
        }
    }

    [LinuxFact]
    public async Task What_its_command_gave_back_a_worker_leaves_to_others()
    {
        using var board = await WorkBoard.CreateAsync("a", "b");
        var answer = await board.WorkAsync($"[ $TASKBOARD_TASK = b ] || '{CliExecutable.Path}' release $TASKBOARD_CLAIM >&2", "--max-tasks", "3", "--idle-timeout", "1s");
        Assert.Equal((1, "PENDING", 1), (answer.Code, board.StateOf("a"), board.TaskOf("a").GetProperty("attempts").GetInt32()));
        Assert.EndsWith("1 completed, 1 released.\n", answer.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_result_for_a_task_that_was_taken_away_is_not_written()
    {
        using var board = await WorkBoard.CreateAsync("a");
        var answer = await board.WorkAsync("sed -i 's/\"assigned_to\": *\"worker\"/\"assigned_to\": \"bob\"/' tasks.json", "--once");
        Assert.Equal(1, answer.Code);
        Assert.StartsWith("a#1  lost  ", answer.Out, StringComparison.Ordinal);
        Assert.Contains("a#1 is not yours any more. What the command came to was not written.", answer.Error, StringComparison.Ordinal);
        Assert.Equal("IN_PROGRESS", board.StateOf("a"));
    }

    [LinuxFact]
    public async Task A_command_whose_task_was_taken_away_is_ended_by_the_next_sign_of_life()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await File.WriteAllTextAsync(board.FileOf(".taskboard/settings.json"), """{ "lease": "1s" }""");
        var answer = await board.WorkAsync("sed -i 's/\"assigned_to\": *\"worker\"/\"assigned_to\": \"bob\"/' tasks.json; sleep 1000", "--once");
        Assert.Equal(1, answer.Code);
        Assert.StartsWith("a#1  lost  ", answer.Out, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_command_that_takes_too_long_is_ended_with_what_it_started()
    {
        using var board = await WorkBoard.CreateAsync("a");
        var answer = await board.WorkAsync("sleep 1000 & echo $! > child; echo begun; wait", "--timeout", "1s");
        Assert.Equal(1, answer.Code);
        Assert.EndsWith(" s  timed out after 1s; it last said: begun\n", answer.Out, StringComparison.Ordinal);
        Assert.Equal("FAILED", board.StateOf("a"));
        Assert.False(Lives((await File.ReadAllTextAsync(board.FileOf("child"))).Trim()));
    }

    [LinuxFact]
    public async Task What_a_command_leaves_running_is_not_waited_for()
    {
        using var board = await WorkBoard.CreateAsync("a");
        var answer = await board.WorkAsync("sleep 1000 & echo $! > child; echo done");
        Assert.Equal("COMPLETED", board.StateOf("a"));
        Assert.Equal(0, answer.Code);
        var child = (await File.ReadAllTextAsync(board.FileOf("child"))).Trim();
        Assert.True(Lives(child));
        Assert.Equal(0, (await ProgramRun.Of("kill", child)).ExitCode);
    }

    [LinuxFact]
    public async Task Where_nothing_is_to_be_done_nothing_is_begun()
    {
        using var board = await WorkBoard.CreateAsync("a");
        var missing = await board.RunAsync("work", "--", "no-such-command");
        Assert.Equal((7, "PENDING"), (missing.Code, board.StateOf("a")));
        Assert.Contains("There is no command 'no-such-command'. Nothing was claimed.", missing.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await board.RunAsync("work", "--stdin", "xml", "--", "true")).Code);
        Assert.Equal(2, (await board.RunAsync("work", "--max-tasks", "0", "--", "true")).Code);
        var noTime = await board.RunAsync("work", "--timeout", "0s", "--", "true");
        Assert.Equal((2, "PENDING"), (noTime.Code, board.StateOf("a")));
        Assert.Contains("--timeout: more than nothing", noTime.Error, StringComparison.Ordinal);
        await board.RunAsync("block", "a", "no credentials");
        var idle = await board.RunAsync("work", "--idle-timeout", "1s", "--", "true");
        Assert.Equal(3, idle.Code);
        Assert.Contains("No task was worked on: nothing became ready in time.", idle.Error, StringComparison.Ordinal);
        Assert.Contains("\"claim\":null,\"reason\":\"timeout\"", (await board.RunAsync("work", "--json", "--idle-timeout", "0s", "--", "true")).Out, StringComparison.Ordinal);
        await board.RunAsync("cancel", "a");
        Assert.Contains("No task was worked on: nothing unfinished remains.", (await board.RunAsync("work", "--", "true")).Error, StringComparison.Ordinal);
        var done = await board.RunAsync("work", "--json", "--", "true");
        Assert.Equal(3, done.Code);
        Assert.Contains("\"claim\":null,\"reason\":\"done\"", done.Out, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Whoever_waits_behind_a_failure_is_told()
    {
        using var board = await WorkBoard.CreateAsync("a", "b");
        await board.RunAsync("depend", "b", "--on", "a");
        await board.RunAsync("claim", "a");
        await board.RunAsync("fail", "a", "broken", "--no-retry");
        var idle = await board.RunAsync("work", "--idle-timeout", "0s", "--", "true");
        Assert.Equal(3, idle.Code);
        Assert.StartsWith("Nothing is ready: waiting for what becomes so. Ctrl-C ends it. 1 FAILED: what waits for that comes only if somebody retries it.\n", idle.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Whoever_waits_beside_tasks_for_a_persona_is_told_for_which()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await board.RunAsync("edit", "a", "--persona", "reviewer");
        var idle = await board.WorkAsync("true", "--idle-timeout", "1s");
        Assert.StartsWith("Nothing is ready: waiting for what becomes so. Ctrl-C ends it. Some are for a persona: claim them with --persona reviewer.\n", idle.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_file_that_is_no_program_is_told_as_what_it_is()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await File.WriteAllTextAsync(board.FileOf("tool"), "#!/no/such/interpreter\n");
        var plain = await board.RunAsync("work", "--", "./tool");
        Assert.Equal((7, "PENDING"), (plain.Code, board.StateOf("a")));
        Assert.Contains("'./tool' is not executable. Nothing was claimed.", plain.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await ProgramRun.Of("chmod", "+x", board.FileOf("tool"))).ExitCode);
        foreach (var (line, interpreter, more) in new[]
        {
            ("#! /no/such/interpreter -x\n", "/no/such/interpreter", ""),
            ("#!/usr/bin/env no-such-interpreter\n", "no-such-interpreter", ""),
            ("#!/bin/sh\r\n", "/bin/sh\\r", " Its lines end with a carriage return, which belongs to the name: save it with the line ends of Unix."),
        })
        {
            await File.WriteAllTextAsync(board.FileOf("tool"), line);
            var broken = await board.RunAsync("work", "--", "./tool");
            Assert.Equal((7, "PENDING"), (broken.Code, board.StateOf("a")));
            Assert.Equal(
                $"taskboard: './tool' says in its first line that it is run by '{interpreter}', and there is no such program here.{more} Nothing was claimed. (TB1001)\n",
                broken.Error);
        }

        await File.WriteAllTextAsync(board.FileOf("tool"), "#!/usr/bin/env sh\necho run\n");
        Assert.StartsWith("a#1  completed", (await board.RunAsync("work", "--", "./tool")).Out, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_task_that_its_agent_holds_already_is_worked_on_first()
    {
        using var board = await WorkBoard.CreateAsync("a", "b");
        await board.RunAsync("claim", "b");
        var answer = await board.WorkAsync("true", "--once");
        Assert.StartsWith("b#1  completed", answer.Out, StringComparison.Ordinal);
        Assert.Contains("b#1 Do b (held already)", answer.Error, StringComparison.Ordinal);
    }

    private static bool Lives(string process) => File.Exists($"/proc/{process}/stat") && File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Trim()[0] != 'Z';
}
