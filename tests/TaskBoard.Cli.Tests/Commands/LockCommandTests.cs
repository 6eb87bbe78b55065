using System.Text;
using System.Text.RegularExpressions;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary><c>taskboard lock</c>.</summary>
public sealed class LockCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public LockCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Breaking_tells_another_lock_and_a_living_one_from_none()
    {
        await _cli.RunAsync("init");
        Assert.Equal(7, (await _cli.RunAsync("lock", "break", "--id", "x", "--yes")).Code);
        await File.WriteAllTextAsync(_directory["tasks.lock"], """{"agent_id":"script","timestamp":"2026-11-21T09:05:12Z"}""");
        var another = await _cli.RunAsync("lock", "break", "--id", "x", "--yes");
        Assert.True(another.Code == 4, another.ToString());
        Assert.Contains("is another lock by now", another.Error, StringComparison.Ordinal);
        File.Delete(_directory["tasks.lock"]);

        await using var board = await Board.OpenAsync(_directory.Path);
        await using var hold = await board.HoldLockAsync("holder");
        var living = await _cli.RunAsync("lock", "break", "--id", (await board.ReadLockAsync())!.Id, "--yes");
        Assert.True(living.Code == 4, living.ToString());
        Assert.Contains("it lives", living.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_directory["tasks.lock"]));
    }

    [Fact]
    public async Task Breaking_is_on_record_at_once()
    {
        await _cli.RunAsync("init");
        await File.WriteAllTextAsync(_directory["tasks.lock"], """{"agent_id":"script","timestamp":"2026-11-21T09:05:12Z"}""");
        await using var board = await Board.OpenAsync(_directory.Path);
        var answer = await _cli.RunAsync("lock", "break", "--id", (await board.ReadLockAsync())!.Id, "--yes");
        Assert.True(answer.Code == 0, answer.ToString());
        Assert.StartsWith("Broke the lock of script: Broken by tester as operator. ", answer.Out, StringComparison.Ordinal);
        Assert.EndsWith($". It is kept as {Assert.Single(Directory.GetFiles(_directory[".taskboard/broken"]))}.\n", answer.Out, StringComparison.Ordinal);
        Assert.Contains("LOCK_BROKEN", (await _cli.RunAsync("log")).Out, StringComparison.Ordinal);
    }

    /// <summary>Whatever other programs leave under this name: what is said about it, and what becomes of it.</summary>
    [LinuxFact]
    public async Task Other_programs_locks_are_named_and_broken_only_on_proof()
    {
        using var living = Child.Start(_directory.Path, "sleep", "100");
        var (boot, names) = ((await File.ReadAllTextAsync("/proc/sys/kernel/random/boot_id")).Trim(), new FileInfo("/proc/self/ns/pid").LinkTarget!);
        var page = new StringBuilder();
        foreach (var (what, text) in new (string, string)[]
        {
            ("empty, just now", ""),
            ("text", "locked by make\n"),
            ("a process number", "4711"),
            ("JSON of another tool", """{"name":"npm","pid":4711,"acquired":"2026-11-21T09:00:00Z"}"""),
            ("a JSON array", "[]"),
            ("the beginning of a record", "{\"agent_id\":\"scr"),
            ("a record without a process", """{"agent_id":"nightly","timestamp":"2026-11-21T08:59:00Z"}"""),
            ("a record with odd values", """{"agent_id":"nightly\u001b[31m","timestamp":"yesterday","pid":-1}"""),
            ("of a living process", Script(File.ReadAllText($"/proc/{living.Id}/stat").Split(") ")[1].Split(' ')[19])),
            ("of a dead process", Script("1")),
        })
        {
            _cli.Options = o => o.LockTimeout = TimeSpan.FromMilliseconds(100);
            await AppendAsync(what, text);
        }

        // Known for longer than the time-out, by the sight of it that commands keep.
        _cli.Options = o => (o.LockTimeout, o.StaleLockTimeout) = (TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2));
        await AppendAsync("a record without a process, too old", """{"agent_id":"nightly","timestamp":"2026-11-21T08:59:00Z"}""");
        living.Kill();
        var fixedText = Regex.Replace(page.ToString(), @"\b\d+ m?s\b", "TIME");
        fixedText = Regex.Replace(fixedText, $@"\b{living.Id}\b", "PID");
        fixedText = Regex.Replace(fixedText, "started at [0-9]+\\.", "started at START.");
        await Snapshot.Verify(Regex.Replace(fixedText, "(?m)^id        .*", "id        ID").Replace(_directory.Path, "DIR", StringComparison.Ordinal));

        string Script(string start) =>
            $$"""{"agent_id":"script","timestamp":"2026-11-21T08:59:00Z","pid":{{living.Id}},"process_start":"{{start}}","pid_ns":"{{names}}","boot_id":"{{boot}}"}""";

        async Task AppendAsync(string what, string text)
        {
            using var board = new TempDirectory();
            _cli.Directory = board.Path;
            await _cli.RunAsync("init");
            await File.WriteAllTextAsync(board["tasks.lock"], text);
            var (shown, added) = (await _cli.RunAsync("lock", "show"), await _cli.RunAsync("add", "Next", "--id", "next"));
            Assert.Equal(added.Code != 0, File.Exists(board["tasks.lock"]) && await File.ReadAllTextAsync(board["tasks.lock"]) == text);
            Assert.Equal(0, (await _cli.RunAsync("list")).Code);
            page.Append($"# {what}\n$ taskboard lock show\n{Regex.Replace(shown.Out, "(?m)^record.*\n", "")}$ taskboard add Next\n{added.Without(board)}");
            page.Append($"$ taskboard log\n{Regex.Replace((await _cli.RunAsync("log")).Out, "(?m)^.*CREATED.*\n", "")}\n");
        }
    }

    [Theory]
    [InlineData("break", "--id", "x")]
    [InlineData("run", "--", "true")]
    public async Task What_changes_no_task_takes_no_request_key(params string[] args) =>
        Assert.Contains("has no option --request-key", (await _cli.RunAsync(["lock", args[0], "--request-key", "k", .. args[1..]])).Error, StringComparison.Ordinal);

    [Fact]
    public async Task What_a_command_edits_under_the_lock_is_on_record_under_its_name_and_what_was_edited_before_is_not()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Parse", "--id", "parse");
        var text = await File.ReadAllTextAsync(_directory["tasks.json"]);
        await File.WriteAllTextAsync(_directory["tasks.json"], text.Replace("Parse", "Parse it", StringComparison.Ordinal));
        var answer = await _cli.RunAsync("lock", "run", "--agent", "editor", "--", "/bin/sh", "-c", "sed -i 's/Parse it/Parse all of it/' tasks.json; exit 3");
        Assert.Equal((3, ""), (answer.Code, answer.Error));
        var edits = (await _cli.RunAsync("query", "SELECT agent_id, source FROM events WHERE event = 'UPDATED' ORDER BY seq", "--json")).Out;
        Assert.Contains("[{\"agent_id\":null,\"source\":\"hand-edit\"},{\"agent_id\":\"editor\",\"source\":\"hand-edit\"}]", edits, StringComparison.Ordinal);
        Assert.Equal(0, (await _cli.RunAsync("verify")).Code);
    }

    [Fact]
    public async Task A_command_may_mend_a_broken_board_and_one_that_breaks_it_is_told()
    {
        await _cli.RunAsync("init");
        await File.WriteAllTextAsync(_directory["tasks.json"], "[");
        var mended = await _cli.RunAsync("lock", "run", "--", "/bin/sh", "-c", "echo '[{\"id\":\"a\",\"title\":\"A\"}]' > tasks.json");
        Assert.Equal((0, ""), (mended.Code, mended.Error));
        Assert.Equal(0, (await _cli.RunAsync("show", "a")).Code);
        var broken = await _cli.RunAsync("lock", "run", "--", "/bin/sh", "-c", "echo '[' > tasks.json");
        Assert.Equal(0, broken.Code);
        Assert.StartsWith("warning: What the command edited is not on record yet: ", broken.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory["tasks.lock"]));
    }

    [Theory]
    [InlineData("rm tasks.lock")]
    [InlineData("rm tasks.lock; echo theirs > tasks.lock")]
    public async Task A_lock_that_was_taken_away_under_a_command_is_reported(string script)
    {
        await _cli.RunAsync("init");
        foreach (var json in new string[][] { [], ["--json"] })
        {
            var answer = await _cli.RunAsync(["lock", "run", .. json, "--", "/bin/sh", "-c", $"{script}; exit 9"]);
            Assert.True(answer.Code == 9, answer.ToString());
            Assert.StartsWith("warning: The board's lock was deleted or replaced by somebody", answer.Error, StringComparison.Ordinal);
            Assert.Equal(script.Contains("theirs", StringComparison.Ordinal), File.Exists(_directory["tasks.lock"]));
            File.Delete(_directory["tasks.lock"]);
        }
    }
}
