using System.Text.Json;
using System.Text.RegularExpressions;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary><c>taskboard doctor</c>, and what the settings are to the other commands.</summary>
public sealed partial class DoctorCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public DoctorCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task It_shows_what_the_board_is_and_goes_by()
    {
        await _cli.RunAsync("init");
        await SettingsAsync("""{ "lease": "1h30m", "claim_order": "file" }""");
        _cli.Options = o => o.HistoryKept = 5;
        var answer = await _cli.RunAsync("doctor");
        Assert.Equal(0, answer.Code);
        Assert.All(answer.Without(_directory).Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        await Snapshot.Verify(Varying().Replace(answer.Without(_directory), m => m.Groups["name"].Value + "…"));
    }

    [Fact]
    public async Task As_json_it_says_the_same()
    {
        await _cli.RunAsync("init");
        await SettingsAsync("""{ "max_attempts": 5 }""");
        var document = JsonDocument.Parse((await _cli.RunAsync("doctor", "--json")).Out).RootElement;
        Assert.Equal("board.doctor", document.GetProperty("kind").GetString());
        Assert.True(document.GetProperty("self_test_passed").GetBoolean());
        Assert.Equal(new FileInfo(_directory["tasks.json"]).Length, document.GetProperty("sizes")[0].GetProperty("bytes").GetInt64());
        var setting = document.GetProperty("settings").EnumerateArray().Single(s => s.GetProperty("name").GetString() == "max_attempts");
        Assert.Equal((5, "settings.json", 3), (setting.GetProperty("value").GetInt32(), setting.GetProperty("source").GetString(), setting.GetProperty("default").GetInt32()));
        Assert.Equal(0, document.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task What_is_wrong_or_left_over_is_found()
    {
        await _cli.RunAsync("init");
        await SettingsAsync("{\n  \"leese\": \"15m\"\n}");
        Directory.CreateDirectory(_directory[".taskboard/displaced"]);
        await File.WriteAllTextAsync(_directory[".taskboard/displaced/1"], "[{}");
        await File.WriteAllTextAsync(_directory[".taskboard/probe-1-a"], "");
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"a","status":"sideways"}]""");
        var answer = await _cli.RunAsync("doctor");
        Assert.Equal(1, answer.Code);
        var found = answer.Out.Split('\n').Where(l => l.StartsWith("problem: ", StringComparison.Ordinal) || l.StartsWith("remark: ", StringComparison.Ordinal)).ToList();
        Assert.Equal("problem: settings.json, line 2, column 3: There is no setting \"leese\". Did you mean \"lease\"?", found[0]);
        Assert.Contains(found, l => l.Contains("keeps 1 file that somebody saved", StringComparison.Ordinal));
        Assert.Contains(found, l => l.Contains("no command of this version needs: probe-1-a.", StringComparison.Ordinal));
        Assert.Contains(found, l => l.Contains("sideways", StringComparison.Ordinal));
        Assert.DoesNotContain("settings  ", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_board_becomes_local_again_only_when_that_is_asked_for()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "a", "--id", "a");
        await File.WriteAllTextAsync(_directory[".taskboard/mode"], "shared\n");
        await _cli.RunAsync("note", "a", "in the shared mode");
        Assert.Contains("mode        shared (", (await _cli.RunAsync("doctor")).Out, StringComparison.Ordinal);
        var answer = await _cli.RunAsync("doctor", "--local");
        Assert.Contains("mode        local (", answer.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory[".taskboard/mode"]));
        Assert.Equal(0, (await _cli.RunAsync("note", "a", "in the local mode")).Code);
        Assert.Equal(0, (await _cli.RunAsync("verify")).Code);
    }

    [MountFact]
    public async Task On_a_file_system_that_is_not_known_to_be_of_one_machine_a_board_is_shared_and_stays_so()
    {
        using var mount = MountedDirectory.Mount("-t", "ramfs", "ramfs", _directory.Path);
        await _cli.RunAsync("init");
        Assert.Equal(0, (await _cli.RunAsync("add", "a", "--id", "a")).Code);
        Assert.Contains("mode        shared (ramfs), self-test passed\n", (await _cli.RunAsync("doctor")).Out, StringComparison.Ordinal);
        var refused = await _cli.RunAsync("doctor", "--local");
        Assert.Equal((4, ""), (refused.Code, refused.Out));
        Assert.Contains("stays shared: its file system is not one of those that belong to a single machine", refused.Error, StringComparison.Ordinal);
        Assert.Equal("shared", (await File.ReadAllTextAsync(_directory[".taskboard/mode"])).Trim());
        Assert.Equal(0, (await _cli.RunAsync("complete", "a")).Code);
        Assert.Equal(0, (await _cli.RunAsync("verify")).Code);
    }

    [LinuxFact]
    public async Task While_somebody_changes_the_board_the_mode_stays_as_it_is()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "a", "--id", "a");
        await File.WriteAllTextAsync(_directory[".taskboard/mode"], "shared\n");
        _cli.Options = o => o.LockTimeout = TimeSpan.FromMilliseconds(50);

        // .NET takes the same lock of the operating system for a file that is shared with nobody.
        await using (new FileStream(_directory[".taskboard/commit.lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Equal(5, (await _cli.RunAsync("doctor", "--local")).Code);
            Assert.True(File.Exists(_directory[".taskboard/mode"]));
        }

        Assert.Equal(0, (await _cli.RunAsync("doctor", "--local")).Code);
        Assert.False(File.Exists(_directory[".taskboard/mode"]));
    }

    [Fact]
    public async Task An_unreadable_file_without_a_history_is_examined_all_the_same()
    {
        await _cli.RunAsync("init");
        Directory.Delete(_directory[".taskboard"], recursive: true);
        await File.WriteAllTextAsync(_directory["tasks.json"], "[");
        var answer = await _cli.RunAsync("doctor", "--board", _directory.Path);
        Assert.Equal(6, answer.Code);
        Assert.Contains("problem: tasks.json cannot be read", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_settings_cannot_be_used_changing_is_refused_and_reading_warns()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "a", "--id", "a");
        await SettingsAsync("{ \"lease\": \"soon\" }");
        var refused = await _cli.RunAsync("claim");
        Assert.Equal((6, ""), (refused.Code, refused.Out));
        Assert.Contains("settings.json cannot be used: line 1, column 12: \"lease\" must be", refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.TrimEnd().Split('\n'));
        var list = await _cli.RunAsync("list");
        Assert.Equal(0, list.Code);
        Assert.StartsWith("warning: ", list.Error, StringComparison.Ordinal);
        Assert.Contains("line 1, column 12", list.Error, StringComparison.Ordinal);
        Assert.Single(JsonDocument.Parse((await _cli.RunAsync("list", "--json")).Out).RootElement.GetProperty("warnings").EnumerateArray());
        Assert.Equal(1, (await _cli.RunAsync("check")).Code);

        await SettingsAsync("{ \"lease\": \"soon\", \"x\": 1 }");
        var both = (await _cli.RunAsync("claim")).Error.TrimEnd().Split('\n');
        Assert.Equal(3, both.Length);
    }

    [Fact]
    public async Task Evidence_is_asked_for_where_it_was_agreed_on()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "a", "--id", "a", "--acceptance", "tests pass");
        await SettingsAsync("{ \"require_evidence\": true }");
        var refused = await _cli.RunAsync("complete", "a", "done");
        Assert.Equal(4, refused.Code);
        Assert.Contains("(TB2012)", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _cli.RunAsync("complete", "a", "done", "--evidence", "12 of 12")).Code);
    }

    [Fact]
    public async Task Settings_may_be_kept_in_git_and_nothing_else_of_the_directory()
    {
        await ProgramRun.Of("git", "init", "-q", _directory.Path);
        await _cli.RunAsync("init");
        await SettingsAsync("{}");
        await ProgramRun.Of("git", "-C", _directory.Path, "add", "-A");
        Assert.Equal(".taskboard/settings.json\ntasks.json\n", (await ProgramRun.Of("git", "-C", _directory.Path, "ls-files")).Output);
        Assert.Equal(0, (await _cli.RunAsync("check")).Code);
    }

    private Task SettingsAsync(string text) => File.WriteAllTextAsync(_directory[".taskboard/settings.json"], text);

    [GeneratedRegex(@"(?<name>mode        |versions    |(tasks\.json|\.taskboard/history\.db(-wal)?) +)[^\n]*", RegexOptions.ExplicitCapture)]
    private static partial Regex Varying();
}
