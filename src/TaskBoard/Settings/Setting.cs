using System.Text.Json;

namespace TaskBoard.Settings;

/// <summary>One setting of <c>settings.json</c>: its name there, the option that it stands for, and what it may be.</summary>
/// <param name="name">The name in the file.</param>
/// <param name="option">The name of the option in <see cref="BoardOptions"/>.</param>
/// <param name="range">What it may be, in words.</param>
internal abstract class Setting(string name, string option, string range)
{
    /// <summary>The name in the file.</summary>
    public string Name => name;

    /// <summary>The name of the option in <see cref="BoardOptions"/>.</summary>
    public string Option => option;

    /// <summary>What it may be, in words.</summary>
    public string Range => range;

    /// <summary>What a value must look like, in words.</summary>
    public abstract string Form { get; }

    /// <summary>Whether what the options say is in its range.</summary>
    public abstract bool IsInRange(BoardOptions options);

    /// <summary>What the options say, as it is written in the file.</summary>
    public abstract string Write(BoardOptions options);

    /// <summary>Sets the option to a value of the file; false: it does not have the <see cref="Form"/>.</summary>
    /// <param name="options">The options.</param>
    /// <param name="kind">What kind of JSON value it is.</param>
    /// <param name="text">Of a string what it says, else the JSON itself.</param>
    public abstract bool TryRead(BoardOptions options, JsonTokenType kind, string text);
}
