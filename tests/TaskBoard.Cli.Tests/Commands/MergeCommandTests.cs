using System.Runtime.Versioning;
using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

public sealed class MergeCommandTests : IDisposable
{
    private const string Torn = "[\n  { \"id\": \"a\",";
    private const string Basis = """
        [
          // the first one
          { "id": "a", "title": "A", "labels": ["x"] },
          { "id": "b", "title": "B" }
        ]

        """;

    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public MergeCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_both_sides_did_is_there_and_the_text_of_ours_stays()
    {
        var answer = await MergeAsync(Basis, Basis.Replace("\"B\"", "\"B of ours\"", StringComparison.Ordinal), """[{"id":"a","title":"A","labels":["x","y"]},{"id":"b","title":"B"},{"id":"c","title":"C"}]""");

        Assert.Equal((0, $"merged into {At("ours")}\n", ""), (answer.Code, answer.Out, answer.Error));
        Assert.Equal(
            """
            [
              // the first one
              { "id": "a", "title": "A", "labels": ["x", "y"] },
              { "id": "b", "title": "B of ours" },
              { "id": "c", "title": "C" }
            ]

            """,
            await File.ReadAllTextAsync(At("ours")));
        Assert.Equal(["base", "ours", "theirs"], Directory.GetFileSystemEntries(_directory.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_conflict_is_told_with_both_sides_and_its_exit_code()
    {
        var (ours, theirs) = (Basis.Replace("\"B\"", "\"ours\"", StringComparison.Ordinal), Basis.Replace("\"B\"", "\"their\\u001b[31ms\"", StringComparison.Ordinal));

        var answer = await MergeAsync(Basis, ours, theirs);

        Assert.Equal(1, answer.Code);
        Assert.Equal(
            "conflict in b: title: theirs had \"their\\u001b[31ms\", ours had \"ours\"; ours stands.\n"
            + $"merged into {At("ours")}, with 1 conflict: look at what stands there\n",
            answer.Out);
        Assert.Equal(ours, await File.ReadAllTextAsync(At("ours")));

        var document = JsonDocument.Parse((await _cli.RunAsync("merge", "base", "ours", "theirs", "--json")).Out).RootElement;
        Assert.Equal(("board.merge", "b"), (document.GetProperty("kind").GetString(), document.GetProperty("conflicts")[0].GetProperty("task").GetString()));
    }

    [Theory]
    [InlineData("base", 6)]
    [InlineData("ours", 6)]
    [InlineData("theirs", 6)]
    public async Task What_is_no_board_is_refused_and_nothing_is_written(string which, int code)
    {
        var answer = await MergeAsync(which == "base" ? Torn : Basis, which == "ours" ? Torn : Basis, which == "theirs" ? Torn : "[]");

        Assert.Equal((code, ""), (answer.Code, answer.Out));
        Assert.Contains($"{At(which)}", answer.Error, StringComparison.Ordinal);
        Assert.Equal(which == "ours" ? Torn : Basis, await File.ReadAllTextAsync(At("ours")));
    }

    [Theory]
    [InlineData("base", "the version that both came from")]
    [InlineData("ours", "OURS")]
    [InlineData("theirs", "THEIRS")]
    public async Task As_gits_driver_it_says_which_version_cannot_be_read_and_leaves_ours_as_it_is(string which, string side)
    {
        var (basis, ours, theirs) = (which == "base" ? Torn : Basis, which == "ours" ? Torn : Basis, which == "theirs" ? Torn : "[]");

        var answer = await MergeAsync(basis, ours, theirs, "docs/tasks.json");

        Assert.Equal((6, ""), (answer.Code, answer.Out));
        Assert.StartsWith($"taskboard: docs/tasks.json is not merged, because {side} cannot be read as a board: line 2, column ", answer.Error, StringComparison.Ordinal);
        Assert.Contains("it was cut off", answer.Error, StringComparison.Ordinal);
        Assert.Contains("'git add' would leave out all that THEIRS has. End the merge ('git merge --abort')", answer.Error, StringComparison.Ordinal);
        Assert.Equal((basis, ours, theirs), (await File.ReadAllTextAsync(At("base")), await File.ReadAllTextAsync(At("ours")), await File.ReadAllTextAsync(At("theirs"))));
    }

    [Theory]
    [InlineData("[ { \"id\": \"a\", \"title\": \"one\" }, { \"id\": \"a\", \"title\": \"two\" } ]", "The id \"a\" stands here")]
    [InlineData("<<<<<<< ours\n[]\n=======\n[ { \"id\": \"a\" } ]\n>>>>>>> theirs\n", "conflict markers")]
    [InlineData("{ \"master\": { \"tasks\": [] } }", "import")]
    [InlineData("", "empty")]
    public async Task A_side_that_no_board_can_be_read_from_is_told_and_neither_file_is_touched(string text, string told)
    {
        foreach (var (ours, theirs) in new[] { (Basis, text), (text, Basis) })
        {
            var answer = await MergeAsync(Basis, ours, theirs);

            Assert.Equal((6, ""), (answer.Code, answer.Out));
            Assert.Contains(told, answer.Error, StringComparison.Ordinal);
            Assert.Contains(At(ours == text ? "ours" : "theirs"), answer.Error, StringComparison.Ordinal);
            Assert.Equal((Basis, ours, theirs), (await File.ReadAllTextAsync(At("base")), await File.ReadAllTextAsync(At("ours")), await File.ReadAllTextAsync(At("theirs"))));
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{ \"team\": \"blue\", \"tasks\": [] }")]
    public async Task A_list_and_an_object_with_tasks_are_merged_whichever_the_base_was(string basis)
    {
        const string List = """[ { "id": "a", "title": "A" } ]""", Object = """{ "team": "red", "tasks": [ { "id": "b", "title": "B" } ] }""";
        foreach (var (ours, theirs) in new[] { (List, Object), (Object, List) })
        {
            var answer = await MergeAsync(basis, ours, theirs);

            var merged = await File.ReadAllTextAsync(At("ours"));
            Assert.Contains("\"A\"", merged, StringComparison.Ordinal);
            Assert.Contains("\"B\"", merged, StringComparison.Ordinal);

            // Where one side made a list of it and the other changed what stands around the tasks, that is told.
            Assert.Contains("\"red\"", answer.Code == 0 ? merged : answer.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_that_is_not_there_and_a_directory_are_told()
    {
        await File.WriteAllTextAsync(At("ours"), Basis);
        var missing = await _cli.RunAsync("merge", "ours", "ours", "no such file");
        Assert.Equal((7, $"taskboard: merge: there is no file {At("no such file")}. (TB1001)\n"), (missing.Code, missing.Error));
        Assert.Equal(2, (await _cli.RunAsync("merge", "ours", "ours", ".")).Code);
        Assert.Equal(2, (await _cli.RunAsync("merge", "ours", "ours")).Code);
    }

    [LinuxFact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_mode_of_the_file_and_a_link_to_it_stay()
    {
        await File.WriteAllTextAsync(At("real"), Basis);
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(At("real"), Mode);
        File.CreateSymbolicLink(At("ours"), At("real"));

        var answer = await MergeAsync(Basis, null, """[{"id":"a","title":"A","labels":["x"]}]""");

        Assert.Equal(0, answer.Code);
        Assert.Equal(At("real"), new FileInfo(At("ours")).LinkTarget);
        Assert.DoesNotContain("\"b\"", await File.ReadAllTextAsync(At("real")), StringComparison.Ordinal);
        Assert.Equal(Mode, File.GetUnixFileMode(At("real")));
    }

    [ProgramFact("git")]
    public async Task Git_merges_boards_with_it()
    {
        await RepositoryAsync();
        await GitAsync("checkout", "-q", "-b", "other");
        await CommitAsync(Basis.Replace("{ \"id\": \"b\", \"title\": \"B\" }", "{ \"id\": \"b\", \"title\": \"B\", \"status\": \"COMPLETED\" },\n  { \"id\": \"c\", \"title\": \"theirs\" }", StringComparison.Ordinal));
        await GitAsync("checkout", "-q", "main");
        await CommitAsync(Basis.Replace("{ \"id\": \"b\", \"title\": \"B\" }", "{ \"id\": \"b\", \"title\": \"B!\" },\n  { \"id\": \"d\", \"title\": \"ours\" }", StringComparison.Ordinal));

        await GitAsync("merge", "-q", "other", "-m", "merged");

        Assert.Equal(
            """
            [
              // the first one
              { "id": "a", "title": "A", "labels": ["x"] },
              { "id": "b", "title": "B!", "status": "COMPLETED" },
              { "id": "c", "title": "theirs" },
              { "id": "d", "title": "ours" }
            ]

            """,
            await File.ReadAllTextAsync(At("tasks.json")));
        Assert.Equal("", (await ProgramRun.Of("git", "-C", _directory.Path, "status", "--porcelain")).Output);

        await GitAsync("checkout", "-q", "-b", "third", "main~2");
        await CommitAsync(Basis.Replace("\"B\"", "\"B?\"", StringComparison.Ordinal));
        Assert.NotEqual(0, (await ProgramRun.Of("git", "-C", _directory.Path, "merge", "-q", "main")).ExitCode);
        Assert.Equal("UU tasks.json\n", (await ProgramRun.Of("git", "-C", _directory.Path, "status", "--porcelain")).Output);
        Assert.Contains("\"B?\", \"status\": \"COMPLETED\"", await File.ReadAllTextAsync(At("tasks.json")), StringComparison.Ordinal);
    }

    [ProgramFact("git")]
    public async Task Git_rebases_picks_and_merges_criss_cross_with_it()
    {
        await RepositoryAsync();
        await BranchAsync("left", "main", "\"B\"", "\"left\"");
        await BranchAsync("right", "main", "\"B\"", "\"B\", \"priority\": \"high\"");
        await GitAsync("rebase", "-q", "left");
        Assert.Contains("{ \"id\": \"b\", \"title\": \"left\", \"priority\": \"high\" }", await File.ReadAllTextAsync(At("tasks.json")), StringComparison.Ordinal);

        await BranchAsync("picked", "main", "\"B\" }", "\"B\", \"persona\": \"tester\" }");
        await GitAsync("cherry-pick", "right");
        Assert.Contains("\"title\": \"B\", \"persona\": \"tester\", \"priority\": \"high\" }", await File.ReadAllTextAsync(At("tasks.json")), StringComparison.Ordinal);

        // Each takes the other's first change, then both go on: what they came from is two versions, which git merges first.
        await BranchAsync("x", "main", "[\"x\"]", "[\"x\", \"of x\"]");
        await BranchAsync("y", "main", "[\"x\"]", "[\"x\", \"of y\"]");
        await GitAsync("tag", "first-of-y");
        await GitAsync("checkout", "-q", "x");
        await GitAsync("tag", "first-of-x");
        await GitAsync("merge", "-q", "--no-edit", "first-of-y");
        await CommitAsync((await File.ReadAllTextAsync(At("tasks.json"))).Replace("\"B\" }", "\"B\" },\n  { \"id\": \"cx\", \"title\": \"of x\" }", StringComparison.Ordinal));
        await GitAsync("checkout", "-q", "y");
        await GitAsync("merge", "-q", "--no-edit", "first-of-x");
        await CommitAsync((await File.ReadAllTextAsync(At("tasks.json"))).Replace("\"B\" }", "\"B\" },\n  { \"id\": \"cy\", \"title\": \"of y\" }", StringComparison.Ordinal));
        Assert.Equal(2, (await ProgramRun.Of("git", "-C", _directory.Path, "merge-base", "--all", "x", "y")).Output.TrimEnd('\n').Split('\n').Length);
        await GitAsync("merge", "-q", "--no-edit", "x");
        var merged = await File.ReadAllTextAsync(At("tasks.json"));
        Assert.All(["\"of x\"", "\"of y\"", "\"cx\"", "\"cy\"", "// the first one"], part => Assert.Contains(part, merged, StringComparison.Ordinal));
        Assert.Equal("", (await ProgramRun.Of("git", "-C", _directory.Path, "status", "--porcelain")).Output);
    }

    private string At(string name) => Path.Combine(_directory.Path, name);

    private async Task<CliAnswer> MergeAsync(string basis, string? ours, string theirs, string? path = null)
    {
        foreach (var (name, text) in new[] { ("base", basis), ("ours", ours), ("theirs", theirs) })
        {
            if (text is not null)
            {
                await File.WriteAllTextAsync(At(name), text);
            }
        }

        return await _cli.RunAsync(["merge", "base", "ours", "theirs", .. path is null ? Array.Empty<string>() : [path]]);
    }

    [ProgramFact("git")]
    public async Task Whoever_merges_is_told_of_a_conflict_in_the_file_that_they_know()
    {
        await RepositoryAsync();
        await BranchAsync("left", "main", "\"B\"", "\"left\"");
        await BranchAsync("right", "main", "\"B\"", "\"right\"");
        var merge = await ProgramRun.Of("git", "-C", _directory.Path, "merge", "left");
        Assert.Equal(1, merge.ExitCode);
        Assert.Contains("conflict in b: title: theirs had \"left\", ours had \"right\"; ours stands.\nmerged into tasks.json, with 1 conflict: look at what stands there\n", merge.Output, StringComparison.Ordinal);
    }

    [ProgramFact("git")]
    public async Task Whoever_merges_a_version_that_cannot_be_read_keeps_ours_and_an_open_conflict()
    {
        await RepositoryAsync();
        await BranchAsync("torn", "main", "\"B\" }", "\"B\"");
        await BranchAsync("whole", "main", "\"B\"", "\"B!\"");
        var ours = await File.ReadAllTextAsync(At("tasks.json"));

        var merge = await ProgramRun.Of("git", "-C", _directory.Path, "merge", "torn");

        Assert.Equal(1, merge.ExitCode);
        Assert.Contains("taskboard: tasks.json is not merged, because THEIRS cannot be read as a board: line 5, column ", merge.Errors, StringComparison.Ordinal);
        Assert.Contains("'git merge --abort'", merge.Errors, StringComparison.Ordinal);
        Assert.Equal("UU tasks.json\n", (await ProgramRun.Of("git", "-C", _directory.Path, "status", "--porcelain")).Output);
        Assert.Equal(ours, await File.ReadAllTextAsync(At("tasks.json")));

        // What the message says to do ends it.
        await GitAsync("merge", "--abort");
        Assert.Equal("", (await ProgramRun.Of("git", "-C", _directory.Path, "status", "--porcelain")).Output);
        Assert.Equal(ours, await File.ReadAllTextAsync(At("tasks.json")));
    }

    /// <summary>A repository with the board in it, which merges boards as README says.</summary>
    private async Task RepositoryAsync()
    {
        await GitAsync("init", "-q", "-b", "main");
        await GitAsync("config", "user.email", "a@example.org");
        await GitAsync("config", "user.name", "A");
        await GitAsync("config", "merge.taskboard.driver", $"'{CliExecutable.Path}' merge %O %A %B %P");
        await File.WriteAllTextAsync(At(".gitattributes"), "tasks.json merge=taskboard\n");
        await CommitAsync(Basis);
    }

    /// <summary>A branch with one change of the board.</summary>
    private async Task BranchAsync(string name, string from, string old, string now)
    {
        await GitAsync("checkout", "-q", "-b", name, from);
        await CommitAsync((await File.ReadAllTextAsync(At("tasks.json"))).Replace(old, now, StringComparison.Ordinal));
    }

    private async Task CommitAsync(string board)
    {
        await File.WriteAllTextAsync(At("tasks.json"), board);
        await GitAsync("add", "-A");
        await GitAsync("commit", "-q", "-m", "change");
    }

    private async Task GitAsync(params string[] words)
    {
        var answer = await ProgramRun.Of("git", ["-C", _directory.Path, .. words]);
        Assert.True(answer.ExitCode == 0, $"git {string.Join(' ', words)}: {answer.Output}");
    }
}
