using System.Text;
using TaskBoard.Files;
using TaskBoard.TestKit;
using Xunit;
using static TaskBoard.Tests.Files.BoardTexts;

namespace TaskBoard.Tests.Files;

[Trait("Fault", "10")]
public class BoardTextReading
{
    [Theory]
    [InlineData("", 0, "empty")]
    [InlineData(" \n\t", 0, "empty")]
    [InlineData("\0\0\0\0", 0, "NUL")]
    [InlineData("[]\0\0", 1, "2 NUL bytes")]
    [InlineData("[\n{\"id\": \"a\", ", 2, "cut off")]
    [InlineData("[\n{\"id\": \"a", 2, "cut off")]
    [InlineData("[]\n```\n", 2, "Markdown fence")]
    [InlineData("```json\n[]\n```\n", 1, "Markdown fence")]
    [InlineData("[]\n[]", 2, "second JSON document")]
    [InlineData("[]\n]", 2, "too many")]
    [InlineData("[]\nThat is all.", 2, "That is all.")]
    [InlineData("[{\"id\":“a”}]", 1, "typographic")]
    [InlineData("[{'id':1}]", 1, "single quotation")]
    [InlineData("[\n  {\"id\": \"a\" \"x\": 1}]", 2, "no JSON")]
    [InlineData("{\n<<<<<<< HEAD\n\"tasks\": []\n=======\n\"tasks\": [{}]\n>>>>>>> other\n}", 2, "lines 2, 4 and 6")]
    [InlineData("[{\"id\":\"a\"},\n{\"id\":\"a\"}]", 2, "line 1, column 8")]
    [InlineData("[{\"id\":1},\n{\"id\":\"1\"}]", 2, "stands here and at line 1")]
    [InlineData("[{\"id\":\"a\"},\n 3]", 2, "Entry 2 of the list of tasks is a number")]
    [InlineData("7", 1, "must be an array of tasks")]
    [InlineData("{\"a\":1}", 1, "this object has \"a\"")]
    [InlineData("{\"tasks\":[],\n\"tasks\":[]}", 2, "stands twice")]
    [InlineData("{\"master\":{\"tasks\":[]}}", 1, "Task Master")]
    [InlineData("{\"tasks\":[{\"id\":1,\"title\":\"x\",\"status\":\"done\"}]}", 1, "Task Master")]
    [InlineData("{\"tasks\":[{\"id\":1,\"subtasks\":[]}]}", 1, "Task Master")]
    [InlineData("{\"tasks\":{\"a\":{\"taskId\":\"a\"}}}", 1, "claude-flow")]
    [InlineData("{\"version\":\"2.0.0\",\"tasks\":[{\"label\":\"build\",\"command\":\"make\"}]}", 1, "VS Code")]
    public void Refuses_a_file_and_says_where_and_what_to_do(string text, int line, string words)
    {
        var problem = Assert.Single(Refusal(text));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.Equal(line, problem.Line);
    }

    [Fact]
    public void Refuses_other_encodings()
    {
        const string Board = "[{\"id\":\"ä\"}]";
        Assert.Contains("UTF-16", Refusal(Encoding.Unicode.GetBytes(Board))[0].Message, StringComparison.Ordinal);
        Assert.Contains("UTF-16", Refusal([.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Board)])[0].Message, StringComparison.Ordinal);
        var latin = Refusal(Encoding.Latin1.GetBytes(Board))[0];
        Assert.Equal((1, 9), (latin.Line, latin.Column));
        Assert.Contains("0xe4", latin.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_what_is_too_large_or_too_deep()
    {
        var large = Assert.Throws<BoardTooLargeException>(() => BoardText.Parse(new byte[11], new BoardLimits(MaxBytes: 10), "tasks.json"));
        Assert.Equal((11, 10), (large.Bytes, large.Limit));
        var deep = $"[{{\"id\":\"a\",\"x\":{new string('[', 200)}{new string(']', 200)}}}]";
        Assert.Contains("128 levels", Assert.Single(Refusal(deep)).Message, StringComparison.Ordinal);
        Assert.Single(BoardText.Parse(Encoding.UTF8.GetBytes(deep), new BoardLimits(MaxDepth: 300), "tasks.json").Content.Tasks);
    }

    [Fact]
    public void Names_all_problems_at_once()
    {
        Assert.Equal(4, Refusal("[{\"id\":\"a\"},{\"id\":\"a\"},{\"id\":\"a\"},1]\n[]").Count);
    }

    [Theory]
    [InlineData("\"status\": \"COMPLETE\"", 22, "Did you mean COMPLETED?")]
    [InlineData("\"status\": \"done\"", 22, "Did you mean COMPLETED?")]
    [InlineData("\"status\": 3", 22, "must be a string, and is a number")]
    [InlineData("\"priority\": \"hihg\"", 24, "Did you mean high?")]
    [InlineData("\"depends_on\": \"b\"", 26, "must be an array")]
    [InlineData("\"depends_on\": [\"b\", {}]", 32, "Entry 2")]
    [InlineData("\"created_at\": \"yesterday\"", 26, "no timestamp")]
    [InlineData("\"progress\": 101", 24, "from 0 to 100")]
    [InlineData("\"x\": 1, \"x\": 2", 20, "stands twice")]
    [InlineData("\"title\": \"\\ud83d!\"", 21, "surrogate")]
    [InlineData("\"notes\": [{}]", 22, "\"text\" in entry 1")]
    [InlineData("\"result\": {\"summary\": 1}", 22, "\"summary\" of \"result\"")]
    public void Holds_one_task_and_says_where(string property, int column, string words)
    {
        var board = Parse("[{\"id\": \"ok\", \"title\": \"t\"},\n{\"id\": \"a\",\n \"é😀\":1, " + property + ", \"description\": \"d\"}]");
        var problem = Assert.Single(board.Problems);
        Assert.Equal((3, column - 1, "a"), (problem.Line, problem.Column, problem.Task));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.True(board.Content.Find("a")!.Item.Held);
        Assert.False(board.Content.Find("ok")!.Item.Held);
        Assert.Equal(board.Problems, board.ToSnapshot().Find(TaskId.Parse("a"))!.Problems);
    }

    [Fact]
    public void Lists_tasks_without_a_usable_id_under_a_number()
    {
        var board = Parse("""[{"id":"a","title":"t"},{"title":"x"},{"id":" ","title":"y"},{"id":null,"title":"y"}]""");
        Assert.Equal(["a", "(no id) 1", "(no id) 2", "(no id) 3"], board.Content.Tasks.Select(t => t.Key));
        Assert.Equal(3, board.Problems.Count);
        Assert.Equal(["a", "(no id) 1", "(no id) 2"], board.With(board.Content.Without("(no id) 1")).Content.Tasks.Select(t => t.Key));
    }

    [Fact]
    public void Takes_a_number_as_id_by_its_digits()
    {
        var board = Parse("""[{"id":3.10,"title":"t"}]""");
        Assert.Equal("3.10", board.Content.Tasks[0].Item.Id.Value);
        Assert.False(board.Content.Tasks[0].Item.Held);
        Assert.Contains("write it in quotes", Assert.Single(board.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_of_another_tool_alone_makes_no_board_of_it()
    {
        var board = Parse("""{"tasks":[{"title":"x","status":"done"}]}""");
        Assert.True(Assert.Single(board.Content.Tasks).Item.Held);
    }

    [DataFact]
    public void Reads_or_refuses_the_collected_boards()
    {
        Assert.Single(Parse(File.ReadAllBytes(SharedData.File("dual-agent", "mittenface__GraphBoy__4ce3509__tasks.json"))).Content.Tasks);
        var pairs = File.ReadAllText(SharedData.File("dual-agent", "mittenface__GraphBoy__6be42e4__tasks.sample.json"));
        Assert.Equal(["task_pairs", "tasks"], Parse(pairs[..pairs.LastIndexOf("```", StringComparison.Ordinal)]).Content.Root!.Select(p => p.Key));
        foreach (var (name, words) in new[]
        {
            ("json/derived/mooseng-v3.bom-crlf.json", "Task Master"), ("json/derived/mooseng-v3.bom.json", "Task Master"),
            ("json/derived/mooseng-v3.comments-trailing-commas.jsonc", "Task Master"), ("json/derived/mooseng-v3.crlf.json", "Task Master"),
            ("json/derived/mooseng-v3.lone-surrogate.json", "Task Master"), ("json/derived/mooseng-v3.markdown-fenced.json", "fence"),
            ("json/derived/mooseng-v3.mixed-eol.json", "Task Master"), ("json/derived/mooseng-v3.mojibake.json", "Task Master"),
            ("json/derived/mooseng-v3.nul-padded.json", "NUL byte"), ("json/derived/mooseng-v3.smart-quotes.json", "typographic"),
            ("json/derived/mooseng-v3.truncated-60pct.json", "cut off"), ("json/derived/mooseng-v3.utf16le-bom.json", "UTF-16"),
            ("damaged/duplicate-keys-from-text-merge.json", "Task Master"), ("damaged/git-conflict-markers-whole-file.json", "conflict markers"),
            ("damaged/trailing-markdown-fence.json", "fence"), ("dual-agent/mittenface__GraphBoy__6be42e4__tasks.sample.json", "fence"),
            ("dual-agent/WAdamBrooksFS__role-context-manager-marketplace__01e1a6d__tasks.json", "Workflow Weaver"), ("damaged/zero-bytes.json", "empty"),
        })
        {
            Assert.Contains(Refusal(File.ReadAllBytes(SharedData.File(name.Split('/')))), p => p.Message.Contains(words, StringComparison.Ordinal));
        }
    }
}
