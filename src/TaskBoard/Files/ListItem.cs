namespace TaskBoard.Files;

/// <summary>One element of an array or one property of an object, with the text around it. Immutable.</summary>
/// <param name="Lead">What stands before it, after the line of the one before: white space, comments.</param>
/// <param name="Prefix">A property's name, colon and what stands around that; empty in an array.</param>
/// <param name="Value">The value.</param>
/// <param name="Trail">What stands between the value and its comma.</param>
/// <param name="After">A comment after the comma on the same line.</param>
/// <param name="Name">A property's name, unescaped; null in an array.</param>
internal sealed record ListItem(
    ReadOnlyMemory<byte> Lead,
    ReadOnlyMemory<byte> Prefix,
    ReadOnlyMemory<byte> Value,
    ReadOnlyMemory<byte> Trail,
    ReadOnlyMemory<byte> After,
    string? Name);
