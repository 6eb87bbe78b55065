namespace TaskBoard;

/// <summary>One of the settings that a board goes by.</summary>
/// <param name="Name">The name, as in <c>.taskboard/settings.json</c>.</param>
/// <param name="Value">What is in force, as JSON: <c>"15m"</c>, <c>3</c>, <c>true</c>.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Default">What is in force where nobody says anything, as JSON.</param>
/// <param name="Range">What it may be, in words.</param>
public sealed record BoardSetting(string Name, string Value, SettingSource Source, string Default, string Range);

/// <summary>Who says what a setting is.</summary>
public enum SettingSource
{
    /// <summary>Nobody: it is the default.</summary>
    Default,

    /// <summary>The board's <c>.taskboard/settings.json</c>.</summary>
    File,

    /// <summary>The program that opened the board (<see cref="BoardOptions"/>).</summary>
    Program,
}
