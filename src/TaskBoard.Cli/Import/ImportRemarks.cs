namespace TaskBoard.Cli.Import;

/// <summary>Collects what was changed or noticed, one line per kind, so that a report stays readable however large the board is.</summary>
internal sealed class ImportRemarks
{
    private const int Shown = 20;

    private readonly Dictionary<string, List<string>> _kinds = new(StringComparer.Ordinal);

    /// <summary>Notes one case of a kind.</summary>
    public void Add(string kind, string item)
    {
        if (!_kinds.TryGetValue(kind, out var items))
        {
            _kinds[kind] = items = [];
        }

        items.Add(item);
    }

    /// <summary>One line per kind.</summary>
    public IReadOnlyList<string> ToList() => _kinds
        .Select(k => $"{k.Key} ({k.Value.Count}): {string.Join(", ", k.Value.Take(Shown))}{(k.Value.Count > Shown ? $" and {k.Value.Count - Shown} more" : "")}")
        .ToList();
}
