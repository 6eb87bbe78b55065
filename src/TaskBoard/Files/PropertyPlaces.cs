namespace TaskBoard.Files;

/// <summary>Finds properties by their names: a few are found faster without an index; among many, looking at each would take for ever.</summary>
internal sealed class PropertyPlaces(IReadOnlyList<KeyValuePair<string, string>> properties)
{
    private const int Few = 24;

    private readonly Dictionary<string, int>? _index = properties.Count > Few ? IndexOf(properties) : null;

    /// <summary>The place of the property of this name, from 0; -1: there is none.</summary>
    public int Of(string name)
    {
        if (_index is not null)
        {
            return _index.GetValueOrDefault(name, -1);
        }

        for (var i = 0; i < properties.Count; i++)
        {
            if (properties[i].Key == name)
            {
                return i;
            }
        }

        return -1;
    }

    private static Dictionary<string, int> IndexOf(IReadOnlyList<KeyValuePair<string, string>> properties)
    {
        var index = new Dictionary<string, int>(properties.Count, StringComparer.Ordinal);
        for (var i = 0; i < properties.Count; i++)
        {
            index[properties[i].Key] = i;
        }

        return index;
    }
}
