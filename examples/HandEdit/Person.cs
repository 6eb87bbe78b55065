using System.Text;

namespace HandEdit;

/// <summary>A person with an editor, who writes as people do and knows nothing of locks.</summary>
internal sealed class Person(string file)
{
    /// <summary>What nobody but people may change.</summary>
    public static IReadOnlyList<string> OwnWays { get; } =
        ["// what we do this week\r\n", "\t\t\"estimate\": 1.50,\t// days\r\n", "Parse the he\\u00e4der", "\"labels\": [ \"io\"", "\"x-colour\": \"blue\""];

    /// <summary>The board that the story begins with.</summary>
    public static string Board { get; } = """
        // what we do this week
        [
        	{
        		"title": "Parse the he\u00e4der",
        		"estimate": 1.50,	// days
        		"id": "1",
        		"status": "pending"
        	},

        	{
        		"id": "2", "priority": "low",
        		"title": "Print",
        		"labels": [ "io" ],	/* more to come */
        		"x-colour": "blue",
        	},
        ]

        """.ReplaceLineEndings("\r\n");

    public string Read() => File.ReadAllText(file);

    /// <summary>Saves as many editors do: beside, then renamed.</summary>
    public void Write(string text)
    {
        File.WriteAllText(file + "~", text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(file + "~", file, overwrite: true);
    }

    public void Replace(string old, string by) => Write(Read().Replace(old, by, StringComparison.Ordinal));
}
