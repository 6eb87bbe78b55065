using System.Text;
using System.Text.Json;
using TaskBoard.Files;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Files;

/// <summary>Boards in the format in which TaskBoard writes: what they say stays, and once formatted they stay.</summary>
public sealed class HouseFormatTests
{
    private const int Boards = 400;

    [Fact]
    public async Task A_board_of_a_careless_hand_is_put_in_order() => await Snapshot.Verify(Format("""
        // Ours.  
        { "version" : 1.50, /* kept */ "deep": {"b":[{"c" : [1 ,2]}],"a":{ } },
        "tasks":[ // all of them
        {"updated_at":"2026-11-21T09:00:00Z", "title"  :"\u00e4 \/ ä","x-mine":[1,
            2], "id":"a", // the first
              "labels":["x",   "y" , ], "notes": [{"text":"n" ,"agent_id":null}, { } ]
              /* beside */ },

            /* before b */ {"id":"b","title":"t", "depends_on": [
              // why
              "a" /* first */ , // and
              "c" // last
              ], "status": // line
                "PENDING", "result": {"summary": "s", "evidence": {"n":-0.0e1} /* x */ }, "paths": [ /* none */ ], "empty": { } },
            // after all
        ], "after": [],
        } // end
        /* really */
        """), extension: "json");

    [Theory]
    [InlineData("""[{"x":1,"updated_at":"u","y":2,"id":"a","z":3,"title":"t"}]""", "x id z title updated_at y")]
    [InlineData("""[{"title":"t","x":1,"id":"a","x":2}]""", "title x id x")] // of a name that stands twice the last one counts
    public void Known_properties_are_put_in_order_and_unknown_ones_go_with_the_one_before(string text, string names)
    {
        var task = BoardTexts.Parse(text).Formatted().Text();
        Assert.Equal(names, string.Join(' ', task.Split('\n').Where(l => l.StartsWith("    \"", StringComparison.Ordinal)).Select(l => l.Split('"')[1])));
    }

    [Theory]
    [InlineData("[]", "[]\n")]
    [InlineData(" [ ] ", "[]\n")]
    [InlineData("\uFEFF{\r\n}", null)]
    [InlineData("\uFEFF[\r\n]", "\uFEFF[]\r\n")]
    [InlineData("[ // none\n]", "[ // none\n]\n")]
    [InlineData("/* a\n b */ [/* c */] // d", "/* a\n b */ [\n  /* c */\n]\n// d\n")]
    [InlineData("[{\"id\":\"a\", \"title\":\"t\"}]", "[\n  {\n    \"id\": \"a\",\n    \"title\": \"t\"\n  }\n]\n")]
    public void Small_boards_look_like_this(string text, string? formatted)
    {
        if (formatted is null)
        {
            BoardTexts.Refusal(text);
            return;
        }

        Assert.Equal(formatted, Format(text));
    }

    [Fact]
    public void Values_and_comments_stay_and_a_second_time_changes_nothing()
    {
        var seed = Seeds.Next();
        for (var i = 0; i < (Seeds.Asked is null ? Boards : 1); i++)
        {
            Seeds.Run(unchecked(seed + i), random => Check(Encoding.UTF8.GetBytes(new RandomBoardText(random).Write()), "a random board"));
        }
    }

    [DataFact]
    public void Real_boards_keep_what_they_say()
    {
        var count = 0;
        foreach (var path in Directory.EnumerateFiles(SharedData.Directory!, "*.json", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(path);
            foreach (var text in new[] { bytes, [.. "[{\"id\":\"a\",\"title\":\"t\",\"x\":"u8, .. bytes, .. "}]"u8] })
            {
                if (CanBeRead(text))
                {
                    Check(text, path);
                    count++;
                }
            }
        }

        Assert.InRange(count, 100, int.MaxValue);
    }

    private static void Check(byte[] bytes, string name)
    {
        var board = BoardTexts.Parse(bytes);
        var formatted = board.Formatted();
        var text = formatted.ToBytes();
        Assert.True(board.Content.SameValues(formatted.Content), name);
        Assert.Equal(board.Problems.Count, formatted.Problems.Count);
        Assert.Equal(Words(bytes), Words(text));
        Assert.Equal(Comments(bytes), Comments(text));
        Assert.True(text.AsSpan().SequenceEqual(HouseFormat.Of(text)), name);
    }

    private static string Format(string text)
    {
        var formatted = BoardTexts.Parse(text).Formatted().Text();
        Assert.Equal(formatted, BoardTexts.Parse(formatted).Formatted().Text());
        return formatted;
    }

    private static bool CanBeRead(byte[] text)
    {
        try
        {
            BoardTexts.Parse(text);
            return true;
        }
        catch (BoardException)
        {
            return false;
        }
    }

    /// <summary>Every name and value as it is written.</summary>
    private static List<string> Words(byte[] text) => Tokens(text, t => t is JsonTokenType.PropertyName or JsonTokenType.String or JsonTokenType.Number);

    private static List<string> Comments(byte[] text) => Tokens(text, t => t == JsonTokenType.Comment);

    private static List<string> Tokens(byte[] text, Func<JsonTokenType, bool> wanted)
    {
        var result = new List<string>();
        var reader = new Utf8JsonReader(text.AsSpan(TextPlaces.HasMark(text) ? 3 : 0), JsonText.Lenient with { CommentHandling = JsonCommentHandling.Allow });
        while (reader.Read())
        {
            if (wanted(reader.TokenType))
            {
                result.Add(Encoding.UTF8.GetString(reader.ValueSpan));
            }
        }

        result.Sort(StringComparer.Ordinal);
        return result;
    }
}
