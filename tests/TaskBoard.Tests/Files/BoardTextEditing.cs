using System.Text;
using TaskBoard.Files;
using TaskBoard.Rules;
using Xunit;
using static TaskBoard.Tests.Files.BoardTexts;

namespace TaskBoard.Tests.Files;

public class BoardTextEditing
{
    private const string Handmade =
        "\uFEFF// the board of the parser group\r\n[\r\n\t{ // first\r\n\t\t\"status\" : \"PENDING\", // waits\r\n\t\t\"id\": \"a\",\r\n\t\t\"cost\": 1.50,\r\n"
        + "\t\t\"title\": \"M\\u00e4rz\",\r\n\t\t/* who may wait for it */ \"labels\": [\r\n\t\t\t\"x\", // why\r\n\t\t\t\"y\"\r\n\t\t],\r\n\t}, // end of a\r\n\r\n"
        + "\t// the second\r\n\t{\"id\":\"b\",   \"title\":\"B\"}\r\n\t// nothing more\r\n]";

    [Fact]
    public void Takes_over_nothing_but_the_changed_value()
    {
        Assert.Equal(Handmade.Replace("PENDING", "IN_PROGRESS", StringComparison.Ordinal), Change(Handmade, "a", "status", "\"IN_PROGRESS\""));
    }

    [Fact]
    public void Inserts_a_property_after_the_one_that_precedes_it()
    {
        var expected = Handmade.Replace("\"PENDING\", // waits\r\n", "\"PENDING\", // waits\r\n\t\t\"assigned_to\" : \"x\",\r\n", StringComparison.Ordinal);
        Assert.Equal(expected, Change(Handmade, "a", "assigned_to", "\"x\""));
        Assert.Equal(
            Handmade.Replace("\"title\":\"B\"", "\"title\":\"B\",   \"status\":\"FAILED\"", StringComparison.Ordinal),
            Change(Handmade, "b", "status", "\"FAILED\""));
    }

    [Fact]
    public void Edits_an_array_by_its_elements()
    {
        Assert.Equal(
            Handmade.Replace("\"y\"\r\n", "\"y\",\r\n\t\t\t\"z\"\r\n", StringComparison.Ordinal),
            Change(Handmade, "a", "labels", """["x","y","z"]"""));
        Assert.Equal(
            Handmade.Replace("\t\t\t\"x\", // why\r\n", "", StringComparison.Ordinal),
            Change(Handmade, "a", "labels", """["y"]"""));
        Assert.Equal("""[{"id":"a","labels":["x","n","y"]}]""", Change("""[{"id":"a","labels":["x","y"]}]""", "a", "labels", """["x","n","y"]"""));
        Assert.Equal("""[{"id":"a","labels":["n","x"]}]""", Change("""[{"id":"a","labels":["x"]}]""", "a", "labels", """["n","x"]"""));
        Assert.Equal("""[{"id":"a","labels":[]}]""", Change("""[{"id":"a","labels":["x"]}]""", "a", "labels", "[]"));
    }

    [Fact]
    public void Adds_and_removes_tasks()
    {
        var board = Parse(Handmade);
        var added = board.With(board.Content.Adding([Task("""{"id":"c","status":"PENDING"}""")]));
        Assert.Equal(
            Handmade.Replace("\"B\"}\r\n", "\"B\"},\r\n\t{\r\n\t\t\"id\": \"c\",\r\n\t\t\"status\": \"PENDING\"\r\n\t}\r\n", StringComparison.Ordinal), added.Text());
        Assert.Equal(Handmade, added.With(added.Content.Without("c")).Text());
        var removed = board.With(board.Content.Without("a"));
        Assert.Equal(["b"], Parse(removed.Text()).Content.Tasks.Select(t => t.Key));
        Assert.Contains("// the second", removed.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "[\n  {\n    \"id\": \"a\",\n    \"history\": [\n      { \"event\": \"CREATED\" }\n    ]\n  }\n]")]
    [InlineData("[]\r\n", "[\r\n  {\r\n    \"id\": \"a\",\r\n    \"history\": [\r\n      { \"event\": \"CREATED\" }\r\n    ]\r\n  }\r\n]\r\n")]
    [InlineData("[\n]\n", "[\n  {\n    \"id\": \"a\",\n    \"history\": [\n      { \"event\": \"CREATED\" }\n    ]\n  }\n]\n")]
    [InlineData("{\n\t\"tasks\": []\n}", "{\n\t\"tasks\": [\n\t\t{\n\t\t\t\"id\": \"a\",\n\t\t\t\"history\": [\n\t\t\t\t{ \"event\": \"CREATED\" }\n\t\t\t]\n\t\t}\n\t]\n}")]
    [InlineData("[{\"id\":\"b\"}]", "[{\"id\":\"b\"},{\"id\":\"a\",\"history\":[{\"event\":\"CREATED\"}]}]")]
    [InlineData("[\n  {\"id\": \"b\", \"n\": 1}\n]\n", "[\n  {\"id\": \"b\", \"n\": 1},\n  {\"id\": \"a\", \"history\": [{\"event\": \"CREATED\"}]}\n]\n")]
    public void Writes_a_new_task_in_the_style_of_the_file(string before, string after)
    {
        var board = Parse(before);
        Assert.Equal(after, board.With(board.Content.Adding([Task("""{"id":"a","history":[{"event":"CREATED"}]}""")])).Text());
    }

    [Fact]
    public void Keeps_to_escapes_where_the_file_has_nothing_else()
    {
        Assert.Equal(
            """[{"id": "a", "title": "\u00e4", "description": "\u00fc \ud83d\ude00"}]""",
            Change("""[{"id": "a", "title": "\u00e4"}]""", "a", "description", "\"ü 😀\""));
        Assert.Equal(
            """[{"id": "a", "title": "ä\u00e4", "description": "ü"}]""",
            Change("""[{"id": "a", "title": "ä\u00e4"}]""", "a", "description", "\"ü\""));
    }

    [Fact]
    public void Moves_tasks_with_their_text()
    {
        var board = Parse("[\n  {\"id\": \"a\", \"x\": 1.0},\n  {\"id\": \"b\"} /* b */,\n  {\"id\": \"c\"}\n]");
        var turned = new BoardContent(board.Content.Tasks.Reverse().ToArray());
        Assert.Equal("[\n  {\"id\": \"c\"},\n  {\"id\": \"b\"} /* b */,\n  {\"id\": \"a\", \"x\": 1.0}\n]", board.With(turned).Text());
    }

    [Fact]
    public void Edits_the_root_of_an_object()
    {
        var board = Parse("{\n  // kept\n  \"a\": 1,\n  \"tasks\": [ {\"id\": \"t\"} ],\n  \"z\": [1, 2]\n}\n");
        var target = new BoardContent(board.Content.Tasks, [new("a", "2"), new("n", "true"), new("tasks", "[]")]);
        var edited = board.With(target);
        Assert.Equal("{\n  // kept\n  \"a\": 2,\n  \"n\": true,\n  \"tasks\": [ {\"id\": \"t\"} ]\n}\n", edited.Text());
        Assert.True(edited.Content.SameValues(target));
        Assert.Equal("[ {\"id\": \"t\"} ]\n", edited.With(new BoardContent(board.Content.Tasks)).Text());
    }

    [Fact]
    public void Knows_what_it_says_after_an_edit()
    {
        var board = Parse("[\n  {\"id\": \"a\"},\n  {\"id\": \"b\", \"status\": \"DONE\"}\n]");
        Assert.Equal((3, 25), (board.Problems[1].Line, board.Problems[1].Column));
        var edited = board.With(board.Content.With(board.Content.Find("a")!.With("labels", "[1,\n2]")));
        var held = edited.Content.Find("b")!.Item.Problems[0];
        Assert.Equal(Parse(edited.Text()).Problems, edited.Problems);
        Assert.Equal(edited.Problems.First(p => p.Task == "b"), held);
        Assert.Equal(edited.Length, edited.ToBytes().Length);
        Assert.True(edited.Content.SameValues(Parse(edited.Text()).Content));
    }

    [Fact]
    public void Shares_what_it_does_not_touch()
    {
        var board = Parse("""[{"id":"a"},{"id":"b"}]""");
        var edited = board.With(board.Content.With(board.Content.Find("a")!.With("title", "\"x\"")));
        Assert.Same(board.Content.Tasks[1], edited.Content.Tasks[1]);
        Assert.Same(board, board.With(board.Content));
    }
}
