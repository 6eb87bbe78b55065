namespace TaskBoard.Files;

/// <summary>What kind of JSON value a text is, in words.</summary>
internal static class JsonKind
{
    /// <summary>A noun with its article, by the first character of the value.</summary>
    public static string Name(string json) => json switch
    {
        ['"', ..] => "a string",
        ['{', ..] => "an object",
        ['[', ..] => "an array",
        ['t' or 'f', ..] => "true or false",
        ['n', ..] => "null",
        _ => "a number",
    };
}
