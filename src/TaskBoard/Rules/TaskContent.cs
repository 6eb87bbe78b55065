using System.Runtime.CompilerServices;
using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>
/// The content of one task as JSON values: what rules, history, mirror and merge work on, whatever formatting the file has.
/// Immutable. Property names are unescaped text; values are compact JSON (<see cref="JsonText"/>).
/// </summary>
internal sealed class TaskContent
{
    private readonly KeyValuePair<string, string>[] _properties;
    private TaskItem? _item;
    private TaskContent? _readBefore;
    private string? _json;

    private TaskContent(string key, KeyValuePair<string, string>[] properties, TaskItem? item = null, TaskContent? readBefore = null)
    {
        Key = key;
        _properties = properties;
        _item = item;
        _readBefore = readBefore;
    }

    /// <summary>
    /// What the task is known by: its id, or, where it has none that can be used, <c>(no id) N</c>, which no id can be
    /// (it holds white space) and under which it is mirrored and recorded until a person gives it an id.
    /// </summary>
    public string Key { get; }

    /// <summary>The properties in the order of the file. Of a key that stands twice, the last value at the first place (the task is held).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties => _properties;

    /// <summary>The compact JSON value of a property; null where the task has no such property.</summary>
    [IndexerName("Property")]
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _properties)
            {
                if (key == name)
                {
                    return value;
                }
            }

            return null;
        }
    }

    /// <summary>The typed view, with the faults that hold the task (positions are filled in by <see cref="BoardText"/>).</summary>
    public TaskItem Item
    {
        get
        {
            if (_item is null)
            {
                _item = TaskReader.Read(this, _readBefore, out _);

                // A change would otherwise hold on to all that went before it.
                _readBefore = null;
            }

            return _item;
        }
    }

    /// <summary>Makes known what the typed view is, with the places of its problems. Only before anybody else has this object.</summary>
    internal void Reads(TaskItem item) => _item = item;

    /// <summary>The task as compact JSON.</summary>
    public string Json => _json ??= JsonText.Object(_properties);

    /// <summary>A task of these properties. A <paramref name="item"/> read with its positions in the file may be given along.</summary>
    public static TaskContent Of(string key, IEnumerable<KeyValuePair<string, string>> properties, TaskItem? item = null) =>
        new(key, properties.ToArray(), item);

    /// <summary>A task from its compact JSON, as the mirror and the history hold it.</summary>
    public static TaskContent FromJson(string key, string json) => new(key, JsonText.Properties(json).ToArray());

    /// <summary>
    /// The same task with a property set: changed where it is, inserted after the ones that precede it in the order of
    /// <see cref="PropertyOrder"/> where it is not.
    /// </summary>
    public TaskContent With(string name, string json)
    {
        var at = Array.FindIndex(_properties, p => p.Key == name);
        if (at >= 0)
        {
            if (_properties[at].Value == json)
            {
                return this;
            }

            var changed = (KeyValuePair<string, string>[])_properties.Clone();
            changed[at] = new(name, json);
            return new TaskContent(Key, changed, readBefore: Read);
        }

        var grown = _properties.ToList();
        grown.Insert(PropertyOrder.PlaceOf(name, _properties.Select(p => p.Key).ToArray()), new(name, json));
        return new TaskContent(Key, grown.ToArray(), readBefore: Read);
    }

    /// <summary>The same task without a property (merge and restore only: a change by an agent never removes one).</summary>
    public TaskContent Without(string name) =>
        this[name] is null ? this : new TaskContent(Key, _properties.Where(p => p.Key != name).ToArray());

    /// <summary>The nearest content before changes whose typed view is there, so that what stays the same is not read again; null: there is none.</summary>
    private TaskContent? Read => _item is null ? _readBefore : this;

    /// <summary>Whether both tasks hold equal JSON values under the same names, in whatever order.</summary>
    public bool SameValues(TaskContent other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        return _properties.Length == other._properties.Length
            && _properties.All(p => other[p.Key] is { } value && JsonText.AreEqual(p.Value, value));
    }
}
