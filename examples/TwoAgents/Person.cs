namespace TwoAgents;

/// <summary>A person who knows nothing of locks: opens <c>tasks.json</c> in an editor, changes two things, saves.</summary>
internal static class Person
{
    public const string NewTitle = "Command line, with completion";

    public static async Task EditByHandAsync(string file)
    {
        var text = await File.ReadAllTextAsync(file);
        var edited = text.Replace("\"title\": \"Command line\"", $"\"title\": \"{NewTitle}\"", StringComparison.Ordinal);
        var end = edited.LastIndexOf(']');
        var lastTask = edited.LastIndexOf('}', end) + 1;
        edited = edited[..lastTask]
            + """
              ,
                {
                  "id": "32",
                  "title": "Thank the team",
                  "persona": "coordinator",
                  "depends_on": ["20"],
                  "paths": ["./32.md"]
                }
              """.ReplaceLineEndings("\n")
            + edited[lastTask..];
        var beside = file + "~";
        await File.WriteAllTextAsync(beside, edited);
        File.Move(beside, file, overwrite: true);
    }
}
