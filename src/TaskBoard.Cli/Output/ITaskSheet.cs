namespace TaskBoard.Cli.Output;

/// <summary>What everything about a task is written on; text is given as it stands on the board, and made safe here.</summary>
internal interface ITaskSheet
{
    /// <summary>What the task is called.</summary>
    void Title(TaskItem task);

    /// <summary>Something short that has a name.</summary>
    void Line(string name, string value);

    /// <summary>Text of several lines.</summary>
    void Block(string name, string text);

    /// <summary>Several things under one name, each on one line.</summary>
    void List(string name, IReadOnlyList<string> items);

    /// <summary>Several texts under one name, each of which may have several lines; those after its first stand further in, so that none passes for a text of its own.</summary>
    void Texts(string name, IReadOnlyList<string> texts);
}
