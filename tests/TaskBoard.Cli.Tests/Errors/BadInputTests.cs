using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Errors;

/// <summary>What is wrong with a board ends a command with its exit code and one line (or one JSON object) on standard error, and changes nothing.</summary>
public sealed class BadInputTests
{
    [LinuxFact]
    public async Task Each_situation_has_its_exit_code_and_one_line()
    {
        var page = new StringBuilder();
        foreach (var (situation, code, exit, prepare, args) in Situations())
        {
            using var directory = new TempDirectory();
            var cli = new CliRun(directory.Path) { Options = o => (o.LockTimeout, o.MaxFileBytes) = (TimeSpan.FromMilliseconds(300), 8192) };
            await cli.RunAsync("init");
            await cli.RunAsync("add", "Parse the header", "--id", "a");
            await cli.RunAsync("claim", "a");
            await prepare(directory);
            var before = Fingerprint(directory.Path);

            var json = await cli.RunAsync([.. args, "--json"]);
            var answer = await cli.RunAsync(args);
            Assert.True((exit, exit, "", "") == (answer.Code, json.Code, answer.Out, json.Out), $"{situation}: {answer}\n{json}");
            var error = JsonDocument.Parse(json.Error).RootElement.GetProperty("error");
            Assert.Equal(code, error.GetProperty("code").GetString());
            Assert.NotEmpty(error.GetProperty("message").GetString()!);
            Assert.Single(json.Error.TrimEnd('\n').Split('\n'));
            Assert.Contains($"({code})", answer.Error, StringComparison.Ordinal);
            Assert.True(answer.Error.TrimEnd('\n').Split('\n').Length == 1, $"{situation}: {answer.Error}");
            Assert.Equal(before, Fingerprint(directory.Path));
            page.Append("# ").Append(situation).Append("\n$ taskboard ").Append(string.Join(' ', args.Select(a => a.Length > 100 ? "…" : a))).Append('\n').Append(answer.Without(directory)).Append('\n');
        }

        await Snapshot.Verify(Regex.Replace(page.ToString(), @"\b\d+ m?s\b", "TIME", RegexOptions.None, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_file_is_listed_line_by_line()
    {
        using var directory = new TempDirectory();
        var cli = new CliRun(directory.Path);
        await File.WriteAllTextAsync(directory["tasks.json"], "[{\"id\":\"a\"},\n{\"id\":\"a\"},\n{\"id\":\"b\"},\n{\"id\":\"b\"}]");
        var answer = await cli.RunAsync("add", "c", "--board", directory.Path);
        Assert.Equal(6, answer.Code);
        await Snapshot.Verify(answer.Without(directory));
    }

    [LinuxFact]
    public async Task Listing_and_showing_give_the_last_good_revision_with_a_warning()
    {
        foreach (var damage in new Action<TempDirectory>[]
        {
            d => File.WriteAllText(d["tasks.json"], ""),
            d => File.WriteAllText(d["tasks.json"], "[{\"id\":"),
            d => File.WriteAllText(d["tasks.json"], $"[{new string(' ', 9000)}]"),
            d => File.Delete(d["tasks.json"]),
        })
        {
            using var directory = new TempDirectory();
            var cli = new CliRun(directory.Path) { Options = o => o.MaxFileBytes = 8192 };
            await cli.RunAsync("init");
            await cli.RunAsync("add", "Parse the header", "--id", "a");
            damage(directory);
            cli.Set("TASKBOARD_DIR", directory.Path);
            foreach (var command in new string[][] { ["list"], ["show", "a"] })
            {
                var answer = await cli.RunAsync(command);
                Assert.True(answer.Code == 0, answer.ToString());
                Assert.Contains("Parse the header", answer.Out, StringComparison.Ordinal);
                Assert.StartsWith("warning: ", answer.Error, StringComparison.Ordinal);
                var json = JsonDocument.Parse((await cli.RunAsync([.. command, "--json"])).Out).RootElement;
                Assert.False(json.GetProperty("readable").GetBoolean());
            }
        }
    }

    [Fact]
    public async Task A_board_whose_history_is_damaged_or_too_new_can_be_listed_and_shown_and_is_not_changed()
    {
        foreach (var (damage, code) in new (Func<TempDirectory, Task> Damage, string Code)[] { (GarbageAsync, "TB5002"), (d => Sql(d, "PRAGMA user_version=99"), "TB5001") })
        {
            using var directory = new TempDirectory();
            var cli = new CliRun(directory.Path);
            await cli.RunAsync("init");
            await cli.RunAsync("add", "Parse the header", "--id", "a");
            await damage(directory);
            var database = await File.ReadAllBytesAsync(directory[".taskboard/history.db"]);
            foreach (var command in new string[][] { ["list"], ["show", "a"], ["list", "--json"], ["show", "a", "--json"] })
            {
                var answer = await cli.RunAsync(command);
                Assert.True(answer is { Code: 0, Error: "" }, answer.ToString());
                Assert.Contains("Parse the header", answer.Out, StringComparison.Ordinal);
            }

            var check = await cli.RunAsync("check");
            Assert.Equal(6, check.Code);
            Assert.StartsWith("problem: The history ", check.Out.Replace($"{directory.Path}/.taskboard/history.db has", "The history has", StringComparison.Ordinal), StringComparison.Ordinal);
            foreach (var command in new string[][] { ["claim", "a", "--agent", "agent-1"], ["add", "More"], ["log"], ["verify"], ["replay", "--at", "1"] })
            {
                var answer = await cli.RunAsync([.. command, "--json"]);
                Assert.Equal((6, ""), (answer.Code, answer.Out));
                Assert.Equal(code, JsonDocument.Parse(answer.Error).RootElement.GetProperty("error").GetProperty("code").GetString());
            }

            Assert.Equal(database, await File.ReadAllBytesAsync(directory[".taskboard/history.db"]));
        }
    }

    [Fact]
    public async Task What_is_no_refusal_of_the_board_is_called_a_bug()
    {
        using var directory = new TempDirectory();
        var cli = new CliRun(directory.Path);
        await cli.RunAsync("init");
        cli.Options = _ => throw new NotSupportedException("unforeseen");
        var answer = await cli.RunAsync("add", "a");
        Assert.Equal((1, ""), (answer.Code, answer.Out));
        Assert.StartsWith("taskboard: This is a bug in taskboard: NotSupportedException: unforeseen", answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.TrimEnd('\n').Split('\n'));
        var json = JsonDocument.Parse((await cli.RunAsync("add", "a", "--json")).Error).RootElement.GetProperty("error");
        Assert.Equal("TB0001", json.GetProperty("code").GetString());
    }

    private static IEnumerable<(string Situation, string Code, int Exit, Func<TempDirectory, Task> Prepare, string[] Args)> Situations() =>
    [
        ("empty file", "TB4001", 6, d => Put(d, "tasks.json", ""), ["add", "b"]),
        ("truncated file", "TB4001", 6, d => Put(d, "tasks.json", "[{\"id\":"), ["complete", "a", "done"]),
        ("a FIFO", "TB4001", 6, FifoAsync, ["add", "b"]),
        ("too large", "TB4004", 6, d => Put(d, "tasks.json", $"[{new string(' ', 9000)}]"), ["add", "b"]),
        ("would grow too large", "TB4004", 6, Nothing, ["add", "b", "--description", new string('x', 9000)]),
        ("missing, with a history", "TB4003", 6, d => Delete(d, "tasks.json"), ["add", "b", "--board", "."]),
        ("no board", "TB4002", 7, d => Made(d, "empty"), ["add", "b", "--board", "empty"]),
        ("no directory", "TB4002", 7, Nothing, ["list", "--board", "nowhere"]),
        ("locked by a script", "TB3001", 5, d => Put(d, "tasks.lock", """{"agent_id":"nightly","timestamp":"2026-11-21T08:59:00.000Z"}"""), ["add", "b"]),
        ("another tool's lock", "TB3001", 5, d => Put(d, "tasks.lock", "4711\n"), ["add", "b"]),
        ("unusable settings", "TB4009", 6, d => Put(d, ".taskboard/settings.json", "{ \"leese\": \"15m\" }"), ["add", "b"]),
        ("newer history", "TB5001", 6, d => Sql(d, "PRAGMA user_version=99"), ["add", "b"]),
        ("damaged history", "TB5002", 6, GarbageAsync, ["add", "b"]),
        ("damaged history, read", "TB5002", 6, GarbageAsync, ["log"]),
        ("no private directory", "TB4008", 1, async d =>
        {
            Directory.Move(d[".taskboard"], d["moved"]);
            await Put(d, ".taskboard", "mine");
        }, ["add", "b", "--board", "."]),
        ("unknown id", "TB2001", 7, Nothing, ["release", "nope"]),
        ("ambiguous prefix", "TB2009", 7, d => Put(d, "tasks.json", """[{"id":"k3m9x2"},{"id":"k3m9x4"}]"""), ["show", "k3m9"]),
        ("illegal transition", "TB2002", 4, d => Put(d, "tasks.json", """[{"id":"f","status":"FAILED","assigned_to":"agent-1","attempts":1}]"""), ["claim", "f"]),
        ("lost claim", "TB2003", 4, Nothing, ["complete", "a#1", "done", "--agent", "agent-2"]),
        ("stale handle", "TB2003", 4, Nothing, ["complete", "a#7", "done"]),
        ("held task", "TB2005", 4, d => Put(d, "tasks.json", """[{"id":"h","status":"COMPLETE"}]"""), ["claim", "h"]),
    ];

    private static Task Nothing(TempDirectory directory) => Task.CompletedTask;

    private static Task Put(TempDirectory directory, string name, string text) => File.WriteAllTextAsync(directory[name], text);

    private static Task Delete(TempDirectory directory, string name)
    {
        File.Delete(directory[name]);
        return Task.CompletedTask;
    }

    private static Task Made(TempDirectory directory, string name)
    {
        Directory.CreateDirectory(directory[name]);
        return Task.CompletedTask;
    }

    private static async Task FifoAsync(TempDirectory directory)
    {
        File.Delete(directory["tasks.json"]);
        using var mkfifo = Process.Start("mkfifo", directory["tasks.json"]);
        await mkfifo.WaitForExitAsync();
    }

    private static async Task GarbageAsync(TempDirectory directory)
    {
        await Sql(directory, "PRAGMA wal_checkpoint(TRUNCATE)");
        await using var file = File.OpenWrite(directory[".taskboard/history.db"]);
        await file.WriteAsync("this is no database header"u8.ToArray());
    }

    private static async Task Sql(TempDirectory directory, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={directory[".taskboard/history.db"]};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Board, locks and whatever else people see; the history's own files are compared by the library's tests.</summary>
    private static string Fingerprint(string directory) => string.Join('\n', new DirectoryInfo(directory).EnumerateFileSystemInfos()
        .OrderBy(e => e.Name, StringComparer.Ordinal)
        .Select(e => $"{e.Name} {(e is FileInfo { Length: > 0 } file ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.FullName))) : "")}"));
}
