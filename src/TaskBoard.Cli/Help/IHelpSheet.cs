namespace TaskBoard.Cli.Help;

/// <summary>Where the help of a command is written: as plain lines, or on a terminal.</summary>
internal interface IHelpSheet
{
    /// <summary>An empty line.</summary>
    void Skip();

    /// <summary>Text of one or more lines.</summary>
    void Text(string text);

    /// <summary>Text behind a word that says what it is.</summary>
    void Named(string name, string text);

    /// <summary>Begins a section.</summary>
    void Section(string title);

    /// <summary>A line of a section: a name and what it means.</summary>
    void Row(string name, string? description);

    /// <summary>A line of a section that says all by itself.</summary>
    void Entry(string text);
}
