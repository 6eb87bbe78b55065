using System.Text;
using System.Text.Json;
using TaskBoard.Cli.Import;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Import;

public sealed class TaskMasterImportTests
{
    [Fact]
    public async Task A_board_of_every_kind_maps_as_it_did()
    {
        var import = Read("""
            {
              "tasks": [
                { "id": 1, "title": "Plan", "description": "First\nsecond", "details": "Raw \u00e4 text", "testStrategy": "Look", "status": "done", "dependencies": [], "priority": "high", "weight": 1.50 },
                { "id": "2", "title": "Build", "description": "", "status": "in-progress", "dependencies": [1, 99], "priority": "legendary",
                  "details": "Start.\n<info added on 2025-06-01T10:00:00.000Z>\nFound it.\n</info added on 2025-06-01T10:00:00.000Z>\nEnd.",
                  "assignee": "ann", "tags": ["core"], "createdAt": "2025-10-05 12:00:00", "updatedAt": "2025-10-06T12:00:00Z",
                  "subtasks": [
                    { "id": 1, "title": "Lay out", "status": "completed", "parentId": "undefined", "dependencies": [] },
                    { "id": 2, "title": "Wire", "status": "To Do", "dependencies": [1, "1", "2.1"] },
                    { "id": 3.10, "title": "Foreign", "status": "review", "dependencies": [2] },
                    { "id": 2, "title": "Again two", "status": "deferred", "dependencies": ["3.10"],
                      "subtasks": [ { "id": 1, "title": "Deep", "status": "cancelled", "dependencies": [] } ] }
                  ] },
                { "id": 3.10, "title": "Number", "status": "someday", "dependencies": [3.10, 2], "notes": "free text", "title": "Number again" },
                { "id": 2, "title": "Two again", "dependencies": [2] }
              ],
              "metadata": { "projectName": "x" }
            }
            """);
        await Snapshot.Verify($"{import.TopLevel} tasks, {import.Subtasks} subtasks\n{string.Join('\n', import.Tasks.Select(t => t.Value))}\n\n{string.Join('\n', import.Remarks)}\n");
    }

    [Fact]
    public void An_undotted_dependency_of_a_subtask_is_its_sibling_before_it_is_a_task()
    {
        var import = Read("""{"tasks":[{"id":1,"title":"a"},{"id":2,"title":"b","subtasks":[{"id":1,"title":"c"},{"id":2,"title":"d","dependencies":[1,3]}]},{"id":3,"title":"e"}]}""");
        Assert.Equal(["2.1", "3"], DependsOn(import, "2.2"));
    }

    [Fact]
    public void With_several_tags_the_tag_is_part_of_the_id()
    {
        const string Board = """{"master":{"tasks":[{"id":1,"title":"a"}],"metadata":{}},"api":{"tasks":[{"id":1,"title":"b","subtasks":[{"id":1,"title":"c","dependencies":["1.1",7]}]}]}}""";
        var import = Read(Board);
        Assert.Equal(["master/1", "api/1", "api/1.1"], import.Tasks.Select(t => t.Key));
        Assert.Equal(["api/1.1", "api/7"], DependsOn(import, "api/1.1"));
        Assert.Equal(["tag:api"], Strings(import, "api/1", "labels"));
        Assert.Equal(["api/1", "api/1.1"], Read(Board, "api").Tasks.Select(t => t.Key));
    }

    [Fact]
    public void One_tag_alone_leaves_the_ids_plain()
    {
        Assert.Equal("1", Assert.Single(Read("""{"master":{"tasks":[{"id":1,"title":"a"}]},"empty":{"tasks":[]}}""").Tasks).Key);
    }

    [Fact]
    public void Leaked_copies_are_left_out_and_said()
    {
        var import = Read("""{"master":{"tasks":[{"id":1,"title":"a"}]},"tag":"master","_rawTaggedData":{"master":{"tasks":[{"id":1,"title":"a"}]}},"tasks":[{"id":1,"title":"a"}]}""");
        Assert.Equal("1", Assert.Single(import.Tasks).Key);
        Assert.Contains(import.Remarks, r => r.Contains("_rawTaggedData", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("42-1", "42-2", "42.42-1", "42.42-2")]
    [InlineData("42.1", "42.2", "42.1", "42.2")]
    [InlineData("1", "1", "42.1", "42.2")]
    [InlineData("3.1", "3.2", "42.1", "42.2")]
    [InlineData("", "x y", "42.1", "42.2")]
    public void Subtask_ids_are_full_and_unique(string first, string second, string firstId, string secondId)
    {
        var import = Read($$"""{"tasks":[{"id":42,"title":"a","subtasks":[{"id":"{{first}}","title":"b"},{"id":"{{second}}","title":"c"}]}]}""");
        Assert.Equal(["42", firstId, secondId], import.Tasks.Select(t => t.Key));
    }

    [Theory]
    [InlineData(null, "PENDING", null)]
    [InlineData("pending", "PENDING", null)]
    [InlineData("to-do", "PENDING", "to-do")]
    [InlineData("Not Started", "PENDING", "Not Started")]
    [InlineData("in_progress", "IN_PROGRESS", "in_progress")]
    [InlineData("active", "IN_PROGRESS", "active")]
    [InlineData("review", "IN_PROGRESS", "review")]
    [InlineData("done", "COMPLETED", null)]
    [InlineData("Completed", "COMPLETED", "Completed")]
    [InlineData("cancelled", "CANCELLED", null)]
    [InlineData("deferred", "PENDING", "deferred")]
    [InlineData("blocked", "PENDING", "blocked")]
    [InlineData("someday", "PENDING", "someday")]
    public void Statuses_map_and_the_source_word_is_kept_where_it_is_lost(string? word, string state, string? kept)
    {
        var task = Task(Read($$"""{"tasks":[{"id":1,"title":"a","status":{{(word is null ? "null" : $"\"{word}\"")}}}]}"""), "1");
        Assert.Equal(state, task.GetProperty("status").GetString());
        Assert.Equal(kept, task.TryGetProperty("source_status", out var source) ? source.GetString() : null);
        Assert.Equal(word is "deferred" or "blocked" or "someday", task.TryGetProperty("blocked", out _));
    }

    [Fact]
    public void Nothing_of_a_task_is_dropped()
    {
        var task = Task(Read("""{"tasks":[{"id":1,"title":"a","title":"b","complexity":7.0,"metadata":{"z":1,"a":2},"dependencies":"2, 3","result":"text"}]}"""), "1");
        Assert.Equal("b", task.GetProperty("title").GetString());
        Assert.Equal("a", task.GetProperty("title (1)").GetString());
        Assert.Equal("7.0", task.GetProperty("complexity").GetRawText());
        Assert.Equal("""{"z":1,"a":2}""", task.GetProperty("metadata").GetRawText());
        Assert.Equal("2, 3", task.GetProperty("dependencies").GetString());
        Assert.Equal("text", task.GetProperty("source_result").GetString());
    }

    [Theory]
    [InlineData("empty", "")]
    [InlineData("nul", "\0\0\0")]
    [InlineData("truncated", "{\n  \"tasks\": [\n    {\"id\": 1, \"title\": \"ä")]
    [InlineData("fence", "{\"tasks\":[]}\n```\n")]
    [InlineData("markers", "{\n<<<<<<< HEAD\n\"tasks\":[]\n=======\n>>>>>>> other\n}")]
    [InlineData("not-json", "{\n  \"tasks\": nope\n}")]
    [InlineData("array", "[]")]
    [InlineData("no-board", "{\"metadata\":{},\"global\":{},\"tags\":{}}")]
    [InlineData("editor-tasks", "{\"version\":\"2.0.0\",\"tasks\":[{\"label\":\"build\",\"command\":\"make\"}]}")]
    [InlineData("other-tool", "{\"tasks\":[{\"id\":\"x\",\"name\":\"Build\",\"dependencies\":[{\"taskId\":\"y\"}]}]}")]
    [InlineData("no-tasks", "{\"tasks\":[]}")]
    [InlineData("twice", "{\"master\":{\"tasks\":[]},\"master\":{\"tasks\":[]}}")]
    public async Task What_is_no_board_is_refused(string name, string text)
    {
        var refusal = Assert.Throws<CliException>(() => Read(text));
        Assert.InRange(refusal.ExitCode, 6, 7);
        await Snapshot.Verify(refusal.Message, name);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused_with_its_line()
    {
        var refusal = Assert.Throws<CliException>(() => TaskMasterImport.Read(new byte[] { (byte)'{', (byte)'\n', (byte)'"', 0xe4, (byte)'"' }, "board.json"));
        Assert.Contains("line 2", refusal.Message, StringComparison.Ordinal);
    }

    [DataTheory]
    [InlineData("v1.json", null, null)]
    [InlineData("v2.json", null, null)]
    [InlineData("v3.json", 34, 151)]
    [InlineData("v4.json", null, null)]
    [InlineData("v5.json", null, null)]
    public void Boards_of_a_real_team_import_whole(string file, int? tasks, int? subtasks)
    {
        var import = TaskMasterImport.Read(File.ReadAllBytes(SharedData.File("mooseng", file)), file);
        Assert.Equal(import.TopLevel + import.Subtasks, import.Tasks.Count);
        if (tasks is not null)
        {
            Assert.Equal((tasks, subtasks), (import.TopLevel, import.Subtasks));
        }

        DemandWhole(import);
    }

    [DataFact]
    public void Boards_of_many_teams_import_or_are_refused_with_a_reason()
    {
        var files = Directory.GetFiles(SharedData.File("taskmaster"), "*.json");
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            try
            {
                DemandWhole(TaskMasterImport.Read(File.ReadAllBytes(file), "board.json"));
            }
            catch (CliException e)
            {
                Assert.StartsWith("board.json cannot be imported: ", e.Message, StringComparison.Ordinal);
            }
        });
    }

    [DataFact]
    public void Damaged_boards_are_refused_with_a_reason() =>
        Assert.All(Directory.GetFiles(SharedData.File("damaged"), "*.json").Where(f => !f.Contains("duplicate-keys", StringComparison.Ordinal)), file =>
        {
            var refusal = Assert.Throws<CliException>(() => TaskMasterImport.Read(File.ReadAllBytes(file), "board.json"));
            Assert.StartsWith("board.json cannot be imported: ", refusal.Message, StringComparison.Ordinal);
        });

    [DataFact]
    public void Properties_that_a_text_merge_doubled_are_all_kept_and_said()
    {
        var import = TaskMasterImport.Read(File.ReadAllBytes(SharedData.File("damaged", "duplicate-keys-from-text-merge.json")), "board.json");
        Assert.Contains(import.Remarks, r => r.Contains("stood in a task twice", StringComparison.Ordinal) && r.Contains("1: status", StringComparison.Ordinal));
        DemandWhole(import);
    }

    // What the rest of TaskBoard relies on: valid JSON without a name twice, ids that can be ids and differ, parents that are there.
    private static void DemandWhole(ImportedTasks import)
    {
        var strict = new JsonDocumentOptions { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        using var document = JsonDocument.Parse(import.ToJson(), strict);
        var ids = document.RootElement.EnumerateArray().Select(t => t.GetProperty("id").GetString()!).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Null(TaskId.Fault(id)));
        Assert.All(document.RootElement.EnumerateArray(), task =>
        {
            Assert.NotNull(Words.ParseState(task.GetProperty("status").GetString()));
            Assert.False(string.IsNullOrWhiteSpace(task.GetProperty("title").GetString()));
            if (task.TryGetProperty("parent", out var parent))
            {
                Assert.Contains(parent.GetString()!, ids);
            }
        });
    }

    private static ImportedTasks Read(string text, string? tag = null) => TaskMasterImport.Read(Encoding.UTF8.GetBytes(text), "board.json", tag);

    private static JsonElement Task(ImportedTasks import, string id) => JsonDocument.Parse(import.Tasks.Single(t => t.Key == id).Value).RootElement;

    private static IEnumerable<string> DependsOn(ImportedTasks import, string id) => Strings(import, id, "depends_on");

    private static IEnumerable<string> Strings(ImportedTasks import, string id, string name) =>
        Task(import, id).GetProperty(name).EnumerateArray().Select(d => d.GetString()!);
}
