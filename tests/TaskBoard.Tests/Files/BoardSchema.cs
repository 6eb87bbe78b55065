using System.Text.Json;
using NJsonSchema;
using TaskBoard.Files;
using TaskBoard.Rules;
using Xunit;

namespace TaskBoard.Tests.Files;

public class BoardSchema
{
    private const string Whole =
        """
        {"id":"a","title":"t","description":"d","status":"in progress","assigned_to":null,"persona":"p","priority":"high","depends_on":["b"],"parent":"c",
         "related":[],"labels":["x"],"paths":["src"],"acceptance":["it runs"],"not_before":"2026-11-21","attempts":1,"failures":0,"max_attempts":3,
         "retry_delay":"90s","retry_max_delay":"1h30m","max_run":"1d2h3m4s",
         "progress":50,"blocked":"why","notes":[{"timestamp":"2026-11-21 09:00:00","agent_id":"a","text":"n"}],
         "result":{"summary":"s","evidence":{"exit":0},"artifacts":["f"]},"created_by":"me","created_at":"2025-06-12T09:39:57.245627+00:00",
         "updated_at":"2026-11-21T09:00:00.000Z","history":[{"timestamp":"2026-11-21T09:00:00Z","event":"CREATED","agent_id":null,"details":"x"}],"other":[1]}
        """;

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"$schema":"./tasks.schema.json","tasks":[],"more":1}""")]
    [InlineData("""[{"id":"a","title":"t"}]""")]
    [InlineData($"[{Whole}]")]
    [InlineData($"{{\"tasks\":[{Whole}]}}")]
    public async Task Accepts_boards(string json)
    {
        Assert.Empty((await Schema()).Validate(json));
        Assert.Empty(BoardTexts.Parse(json).Problems);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""[{"title":"t"}]""")]
    [InlineData("""[{"id":"a"}]""")]
    [InlineData("""[{"id":"a b","title":"t"}]""")]
    [InlineData("""[{"id":1,"title":"t"}]""")]
    [InlineData("""[{"id":"a","title":1}]""")]
    [InlineData("""[{"id":"a","title":"t","status":"done"}]""")]
    [InlineData("""[{"id":"a","title":"t","priority":"P1"}]""")]
    [InlineData("""[{"id":"a","title":"t","depends_on":"b"}]""")]
    [InlineData("""[{"id":"a","title":"t","progress":101}]""")]
    [InlineData("""[{"id":"a","title":"t","attempts":-1}]""")]
    [InlineData("""[{"id":"a","title":"t","created_at":"today"}]""")]
    [InlineData("""[{"id":"a","title":"t","notes":[{}]}]""")]
    [InlineData("""[{"id":"a","title":"t","result":{}}]""")]
    [InlineData("""[{"id":"a","title":"t","history":[{"details":"x"}]}]""")]
    public async Task Refuses_what_reading_refuses_holds_or_remarks(string json)
    {
        Assert.NotEmpty((await Schema()).Validate(json));
        Assert.True(Refused(json) || BoardTexts.Parse(json).Problems.Count > 0);
    }

    /// <summary>Each property with each of these values: what the schema says, reading says too.</summary>
    [Fact]
    public async Task Accepts_in_each_property_just_what_reading_accepts()
    {
        string[] values =
        [
            "null", "true", "5", "-1", "0", "1.5", "100", "101", "2000000000", "\"\"", "\"x\"", "\"a b\"", "\"pending\"", "\"IN PROGRESS\"", "\" in-progress \"", "\"done\"",
            "\"HIGH \"", "\"P1\"", "\"2026-11-21\"", "\"2026-11-21T09:00:00.000Z\"", "\"2026-11-21 09:00\"", "\"2026-11-21T09:00:00+0200\"", "\"21.11.2026\"", "[]", "[\"a\"]", "[1]",
            "[null]", "[[]]", "[true]", "{}", """{"summary":"s"}""", """{"summary":1}""", """{"summary":"s","artifacts":["a"],"evidence":[1]}""", """{"summary":"s","artifacts":"a"}""",
            """{"summary":"s","artifacts":[1]}""", """[{"text":"t"}]""", """[{"text":null}]""", """[{"event":"E","text":"t","timestamp":"x"}]""",
            """[{"event":"E","text":"t","timestamp":null,"agent_id":"a","details":null,"more":1}]""", """[{"event":"E","text":"t","agent_id":1}]""", """[{"event":"E","details":1}]""",
        ];
        var schema = await Schema();
        var boards = PropertyOrder.Known.Append("other").SelectMany(property => values.Select(value => property switch
        {
            "id" => $$"""[{"id":{{value}},"title":"t"}]""",
            "title" => $$"""[{"id":"a","title":{{value}}}]""",
            _ => $$"""[{"id":"a","title":"t","{{property}}":{{value}}}]""",
        }));
        Assert.All(boards, json => Assert.Equal(
            Refused(json) || BoardTexts.Parse(json).Problems.Count > 0 ? "refused" : "accepted",
            schema.Validate(json).Count > 0 ? "refused" : "accepted"));
    }

    /// <summary>So that an editor has something to show.</summary>
    [Fact]
    public void Describes_every_property()
    {
        using var schema = JsonDocument.Parse(Text());
        var task = schema.RootElement.GetProperty("definitions").GetProperty("task");
        Assert.All(task.GetProperty("properties").EnumerateObject(), p => Assert.NotEqual("", p.Value.GetProperty("description").GetString()));
        Assert.Equal(
            Enum.GetValues<TaskState>().Select(s => s.ToWord()),
            task.GetProperty("properties").GetProperty("status").GetProperty("anyOf")[0].GetProperty("enum").EnumerateArray().Select(e => e.GetString()).OfType<string>());
    }

    [Fact]
    public void Names_the_properties_in_the_order_in_which_they_are_written()
    {
        using var schema = JsonDocument.Parse(Text());
        var names = schema.RootElement.GetProperty("definitions").GetProperty("task").GetProperty("properties").EnumerateObject().Select(p => p.Name);
        Assert.Equal(PropertyOrder.Known, names);
    }

    private static bool Refused(string json)
    {
        try
        {
            return BoardTexts.Parse(json) is null;
        }
        catch (BoardUnreadableException)
        {
            return true;
        }
    }

    private static Task<JsonSchema> Schema() => JsonSchema.FromJsonAsync(Text());

    private static string Text()
    {
        using var stream = typeof(Board).Assembly.GetManifestResourceStream("tasks.schema.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
