using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Errors;

/// <summary>The program as a user who may not write the board, or not even read it: rights are checked by the system, so it is a real process.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OtherUserTests : IDisposable
{
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode ForOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TempDirectory _directory = new();
    private readonly CliRun _owner;

    public OtherUserTests()
    {
        _owner = new CliRun(Directory.CreateDirectory(_directory["board"]).FullName);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_directory.Path, ForAll);
        }
    }

    public void Dispose() => _directory.Dispose();

    [OtherUserFact]
    public async Task Whoever_may_only_read_can_list_show_and_look_into_the_history_and_changes_nothing()
    {
        await MakeAsync();
        var before = await File.ReadAllTextAsync(_directory["board/tasks.json"]);
        var text = new StringBuilder();
        foreach (var (code, args) in new (int, string[])[]
        {
            (0, ["list"]),
            (0, ["show", "a"]),
            (0, ["log", "--limit", "1"]),
            (0, ["verify"]),
            (1, ["add", "b"]),
            (1, ["claim", "a"]),
        })
        {
            var answer = await RunAsync(args);
            Assert.True(code == answer.Code, $"{string.Join(' ', args)}: {answer}");
            if (code != 0)
            {
                Assert.Contains("(TB4005)", answer.Error, StringComparison.Ordinal);
                text.Append("$ taskboard ").Append(string.Join(' ', args)).Append('\n').Append(answer.Without(_directory)).Append('\n');
            }
        }

        Assert.Equal(before, await File.ReadAllTextAsync(_directory["board/tasks.json"]));
        Assert.Equal(0, (await _owner.RunAsync("verify")).Code);
        await Snapshot.Verify(text.ToString());
    }

    [OtherUserFact]
    public async Task A_board_without_a_history_can_be_listed_by_whoever_may_only_read()
    {
        await File.WriteAllTextAsync(_directory["board/tasks.json"], """[{"id":"a","title":"A"}]""");
        var answer = await RunAsync("list");
        Assert.True(answer.Code == 0, answer.ToString());
        Assert.StartsWith("a ", answer.Out, StringComparison.Ordinal);
    }

    [OtherUserFact]
    public async Task What_may_not_be_read_is_named()
    {
        await MakeAsync();
        var text = new StringBuilder();
        File.SetUnixFileMode(_directory["board/tasks.json"], UnixFileMode.UserRead);

        // The history may be read: it says what the file held.
        await ExpectAsync(0, "list");
        await ExpectAsync(6, "check");
        await ExpectAsync(6, "verify");
        File.SetUnixFileMode(_directory["board/tasks.json"], ForAll);
        File.SetUnixFileMode(_directory["board/.taskboard"], ForOwner);
        await ExpectAsync(0, "list");
        await ExpectAsync(6, "check");
        await ExpectAsync(6, "log");
        File.SetUnixFileMode(_directory["board"], ForOwner);
        await ExpectAsync(6, "list");
        await ExpectAsync(6, "add", "b");
        await ExpectAsync(6, "init");
        await Snapshot.Verify(text.ToString());

        async Task ExpectAsync(int code, params string[] args)
        {
            var answer = await RunAsync(args);
            Assert.True(answer.Code == code, answer.ToString());
            text.Append("$ taskboard ").Append(string.Join(' ', args)).Append('\n').Append(answer.Without(_directory)).Append('\n');
        }
    }

    [OtherUserTheory]
    [InlineData("0002")]
    [InlineData("0022")]
    public async Task Users_of_one_group_share_a_board_whatever_the_umask_of_whoever_made_it(string umask)
    {
        var board = _directory["board"];
        await ProgramRun.Of("chgrp", "65533", board);
        File.SetUnixFileMode(board, UnixFileMode.SetGroup | ForOwner | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute);
        var start = 65531;
        foreach (var args in new string[][] { ["init"], ["add", "first", "--id", "a"], ["claim", "a"], ["complete", "a", "done"], ["verify"] })
        {
            // One user after the other.
            var answer = await RunAsync(start++ % 2 == 0 ? 65532 : 65531, umask, args);
            Assert.True(answer.Code == 0, $"{args[0]}: {answer}");
        }

        var modes = Directory.EnumerateFileSystemEntries(_directory["board/.taskboard"]).Prepend(_directory["board/.taskboard"])
            .ToDictionary(path => Path.GetFileName(path), path => File.GetUnixFileMode(path), StringComparer.Ordinal);
        Assert.All(
            new[] { ".taskboard", "swap", "history.db", "history.db-wal", "history.db-shm", "commit.lock", "gate.lock", "self-test" },
            name => Assert.True(modes[name].HasFlag(UnixFileMode.GroupRead | UnixFileMode.GroupWrite), $"{name} {modes[name]}"));
        Assert.DoesNotContain(modes.Values, mode => mode.HasFlag(UnixFileMode.OtherWrite));
    }

    [OtherUserFact]
    public async Task Whoever_may_only_read_can_neither_back_up_nor_repair_and_loses_nothing()
    {
        await MakeAsync();
        await File.AppendAllTextAsync(_directory["board/tasks.json"], "```\n");
        var before = await File.ReadAllTextAsync(_directory["board/tasks.json"]);
        foreach (var (code, args) in new (int, string[])[] { (6, ["repair", "--dry-run"]), (6, ["repair"]), (6, ["doctor"]), (1, ["backup"]) })
        {
            var answer = await RunAsync(args);
            Assert.True(code == answer.Code, $"{string.Join(' ', args)}: {answer}");
            Assert.Equal(before, await File.ReadAllTextAsync(_directory["board/tasks.json"]));
        }

        Assert.Contains("may not use", (await RunAsync("repair")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await _owner.RunAsync("repair")).Code);
        Assert.Equal(0, (await _owner.RunAsync("verify")).Code);
    }

    [OtherUserFact]
    public async Task What_cannot_be_written_is_said_without_the_language_of_the_database()
    {
        await MakeAsync();
        File.SetUnixFileMode(_directory["board"], ForAll | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
        foreach (var directory in new[] { ".taskboard", ".taskboard/swap" })
        {
            File.SetUnixFileMode(_directory[$"board/{directory}"], ForAll | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
        }

        var answer = await RunAsync("add", "b");
        Assert.Equal(1, answer.Code);
        Assert.Contains("history.db", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("INSERT", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("commits", answer.Error, StringComparison.Ordinal);
    }

    [OtherUserFact]
    public async Task In_a_directory_that_may_not_be_looked_into_nobody_can_tell_whether_a_board_is_there()
    {
        await MakeAsync();
        File.SetUnixFileMode(_directory["board"], ForOwner);
        var answer = await RunAsync([], _directory["board"], "list");
        Assert.Equal(6, answer.Code);
        Assert.Contains("This user may not look into", answer.Error, StringComparison.Ordinal);
        Assert.Contains("(TB4005)", answer.Error, StringComparison.Ordinal);
    }

    [OtherUserFact]
    public async Task A_file_of_somebody_else_in_a_directory_like_tmp_is_refused_before_anything_is_recorded()
    {
        const UnixFileMode ReadAndWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        await MakeAsync();
        File.SetUnixFileMode(_directory["board"], ForAll | ReadAndWrite | UnixFileMode.StickyBit);
        foreach (var name in Directory.GetFileSystemEntries(_directory["board/.taskboard"], "*", SearchOption.AllDirectories).Append(_directory["board/.taskboard"]))
        {
            File.SetUnixFileMode(name, Directory.Exists(name) ? ForAll | ReadAndWrite : ReadAndWrite);
        }

        var answer = await RunAsync("add", "b");
        Assert.Equal(1, answer.Code);
        Assert.Contains("belongs to user 0, and in", answer.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", answer.Error, StringComparison.Ordinal);
        Assert.Contains("1 event", (await _owner.RunAsync("verify")).Out.Replace("events    1", "1 event", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private async Task MakeAsync()
    {
        await _owner.RunAsync("init");
        await _owner.RunAsync("add", "Parse the header", "--id", "a");
    }

    private Task<CliAnswer> RunAsync(params string[] args) => RunAsync(args[0] == "init" ? [_directory["board"]] : ["--board", _directory["board"]], "/", args);

    private Task<CliAnswer> RunAsync(string[] board, string from, params string[] args) =>
        RunAsync(["--reuid", "65534", "--regid", "65534", "--clear-groups", Copy(), .. args, .. board], from);

    /// <summary>As a user whose own group is another, and who is in the group of the board.</summary>
    private Task<CliAnswer> RunAsync(int user, string umask, string[] args) => RunAsync(
        [
            "--reuid", $"{user}", "--regid", $"{user}", "--groups", "65533", "sh", "-c", "umask \"$1\"; shift; exec \"$@\"", "sh", umask, Copy(), .. args,
            .. args[0] == "init" ? new[] { _directory["board"] } : ["--board", _directory["board"]],
        ],
        "/");

    private static async Task<CliAnswer> RunAsync(string[] command, string from)
    {
        var start = new ProcessStartInfo("setpriv", command)
        {
            WorkingDirectory = from,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["TASKBOARD_AGENT"] = "nobody";
        start.Environment["HOME"] = "/nonexistent";
        start.Environment.Remove("TASKBOARD_DIR");
        start.Environment.Remove("TASKBOARD_LOCK");
        using var child = Process.Start(start)!;
        child.StandardInput.Close();
        var (output, error) = (child.StandardOutput.ReadToEndAsync(), child.StandardError.ReadToEndAsync());
        await child.WaitForExitAsync();
        return new CliAnswer(child.ExitCode, await output, await error);
    }

    /// <summary>The program where everybody may read it; a checkout may be in a home directory.</summary>
    private string Copy()
    {
        var (from, to) = (Path.GetDirectoryName(CliExecutable.Path)!, _directory["program"]);
        if (!Directory.Exists(to))
        {
            foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(to, Path.GetRelativePath(from, file));
                File.SetUnixFileMode(Directory.CreateDirectory(Path.GetDirectoryName(copy)!).FullName, ForAll);
                File.Copy(file, copy);
            }
        }

        return Path.Combine(to, Path.GetFileName(CliExecutable.Path));
    }
}

/// <summary>A test that becomes another user. Where nothing may be missing (<see cref="Strictness"/>) it runs, and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OtherUserFactAttribute : FactAttribute
{
    /// <summary>Skips where one cannot become another user.</summary>
    public OtherUserFactAttribute() => Skip = WhyNot;

    /// <summary>Why one cannot become another user here; null: one can.</summary>
    internal static string? WhyNot => !OperatingSystem.IsLinux() ? "needs Linux"
        : !Strictness.IsDemanded && !(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv")) ? "needs setpriv, and root to become another user by it"
        : null;
}

/// <summary>The same for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OtherUserTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips where one cannot become another user.</summary>
    public OtherUserTheoryAttribute() => Skip = OtherUserFactAttribute.WhyNot;
}
