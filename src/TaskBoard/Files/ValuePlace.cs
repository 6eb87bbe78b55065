namespace TaskBoard.Files;

/// <summary>Where a value stands in a task; as text it is the words for it in a message, which are made only when there is one.</summary>
/// <param name="Property">The task's property.</param>
/// <param name="Element">The element of the property's array, from 0; -1: no element.</param>
/// <param name="Name">The property of that element, or of the object that the task's property is; null: the value itself.</param>
/// <param name="Inner">The element of that property's array, from 0; -1: no element.</param>
internal readonly record struct ValuePlace(string Property, int Element = -1, string? Name = null, int Inner = -1)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        if (Name is null)
        {
            return Element < 0 ? $"\"{Property}\"" : $"Entry {Element + 1} of \"{Property}\"";
        }

        var named = Inner < 0 ? $"\"{Name}\"" : $"Entry {Inner + 1} of \"{Name}\"";
        return Element < 0 ? $"{named} of \"{Property}\"" : $"{named} in entry {Element + 1} of \"{Property}\"";
    }
}
