namespace TaskBoard.Cli.Work;

/// <summary>
/// What a script says in its first line that it is to be run by (execve(2)). Where the program there is <c>env</c>, it is the one that <c>env</c> is told to find.
/// </summary>
/// <param name="Interpreter">A path, or a name to be looked for in PATH.</param>
internal sealed record Shebang(string Interpreter)
{
    /// <summary>As much of a file as the system looks at.</summary>
    public const int MostBytes = 256;

    /// <summary>What the first line says; null: the file is no script, or says nothing that can be checked.</summary>
    /// <param name="start">The first characters of the file.</param>
    public static Shebang? Of(string start)
    {
        if (!start.StartsWith("#!", StringComparison.Ordinal))
        {
            return null;
        }

        // Only blanks part the words: a carriage return, as editors on Windows write it, belongs to the name.
        var words = start[2..].Split('\n')[0].Split([' ', '\t', '\0'], StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] => null,
            [var env, ..] when env.EndsWith("/env", StringComparison.Ordinal) => Named(words.AsSpan(1)) is { } name ? new Shebang(name) : new Shebang(env),
            [var path, ..] => new Shebang(path),
        };
    }

    /// <summary>The program that <c>env</c> is told to run; null: it gets options that this does not know.</summary>
    private static string? Named(ReadOnlySpan<string> words)
    {
        var rest = words is ["-S", ..] ? words[1..] : words;
        while (rest is [var assignment, ..] && assignment.Contains('='))
        {
            rest = rest[1..];
        }

        return rest is [var name, ..] && !name.StartsWith('-') ? name : null;
    }
}
