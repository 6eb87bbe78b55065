using System.Text;
using TaskBoard.Files;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Files;

/// <summary>The files of JSONTestSuite as whole boards and as the value of a property of a task.</summary>
public class JsonTestFiles
{
    // People write these, and their meaning is certain.
    private static readonly string[] AcceptedOnPurpose =
    [
        "n_array_extra_comma.json", "n_array_number_and_comma.json", "n_object_trailing_comma.json", "n_object_trailing_comment.json",
        "n_object_trailing_comment_slash_open.json", "n_structure_object_with_comment.json",
    ];

    [DataFact]
    public void That_must_be_refused_are_refused_and_stay_as_they_are()
    {
        foreach (var path in Files("n_*"))
        {
            var bytes = File.ReadAllBytes(path);
            Assert.NotEmpty(BoardTexts.Refusal(bytes));
            if (!AcceptedOnPurpose.Contains(Path.GetFileName(path)))
            {
                Assert.True(Refused(Embedded(bytes)), path);
            }

            Assert.Equal(bytes, File.ReadAllBytes(path));
        }
    }

    [DataFact]
    public void That_must_be_read_survive_an_edit_beside_them_byte_for_byte()
    {
        foreach (var path in Files("y_*"))
        {
            var value = File.ReadAllBytes(path);
            var board = BoardTexts.Parse(Embedded(value));
            var edited = board.With(board.Content.With(board.Content.Tasks[0].With("status", "\"FAILED\"")));
            Assert.True(edited.ToBytes().AsSpan().IndexOf(value) > 0, path);
            Assert.True(board.Content.SameValues(edited.With(board.Content).Content), path);
        }
    }

    [DataFact]
    public void That_may_go_either_way_never_break_it()
    {
        foreach (var path in Files("i_*"))
        {
            var bytes = File.ReadAllBytes(path);
            _ = Refused(bytes);
            if (!Refused(Embedded(bytes)))
            {
                Assert.Equal(Embedded(bytes), BoardTexts.Parse(Embedded(bytes)).ToBytes());
            }
        }
    }

    private static string[] Files(string pattern) => Directory.GetFiles(SharedData.File("json", "JSONTestSuite"), pattern);

    private static byte[] Embedded(byte[] value) =>
        [.. "[{\"id\": \"a\", \"title\": \"t\", \"x\": "u8, .. value, .. "\n, \"status\": \"PENDING\"}]"u8];

    private static bool Refused(byte[] bytes)
    {
        try
        {
            _ = BoardTexts.Parse(bytes).Problems;
            return false;
        }
        catch (BoardUnreadableException)
        {
            return true;
        }
    }
}
