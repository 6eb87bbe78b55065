namespace TaskBoard.Mcp.Arguments;

/// <summary>Arguments that were checked: each is of its kind and within its limits.</summary>
internal sealed class CheckedArguments(IReadOnlyDictionary<string, object> values)
{
    /// <summary>Whether an argument was given.</summary>
    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>The names of those that were given.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>A text; null: it was not given.</summary>
    public string? Text(string name) => (string?)values.GetValueOrDefault(name);

    /// <summary>Texts; empty: none were given.</summary>
    public ValueList<string> Texts(string name) => values.TryGetValue(name, out var list) ? ((List<object?>)list).Cast<string>().ToValueList() : [];

    /// <summary>A whole number; null: it was not given.</summary>
    public int? Whole(string name) => (int?)values.GetValueOrDefault(name);

    /// <summary>Whether a flag is set.</summary>
    public bool Flag(string name) => values.TryGetValue(name, out var flag) && (bool)flag;

    /// <summary>Objects.</summary>
    public IReadOnlyList<CheckedArguments> Objects(string name) => values.TryGetValue(name, out var list) ? [.. ((List<object?>)list).Cast<CheckedArguments>()] : [];
}
