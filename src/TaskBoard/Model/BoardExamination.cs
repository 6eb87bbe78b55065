namespace TaskBoard;

/// <summary>What was found out about a board's directory and this program's dealings with it.</summary>
public sealed record BoardExamination
{
    /// <summary>How the directory is treated, by a self-test made for this; null: it failed, and <see cref="Findings"/> says why.</summary>
    public BoardMode? Mode { get; init; }

    /// <summary>The type of the file system, such as <c>ext4</c>; <c>unknown</c> where it cannot be told.</summary>
    public required string FileSystem { get; init; }

    /// <summary>The version of the history's schema that this program writes.</summary>
    public required int HistoryVersion { get; init; }

    /// <summary>The version of SQLite in this program.</summary>
    public required string SqliteVersion { get; init; }

    /// <summary>What the board consists of, the file first.</summary>
    public ValueList<BoardPart> Parts { get; init; } = [];

    /// <summary>What a person should know or mend: the self-test, the settings, the history, what was left over.</summary>
    public ValueList<BoardFinding> Findings { get; init; } = [];
}

/// <summary>A file of a board, or a directory with files of one kind.</summary>
/// <param name="Name">Its name, from the board's directory on.</param>
/// <param name="Files">How many files; 0: it is not there, or empty.</param>
/// <param name="Bytes">How large they are together.</param>
public sealed record BoardPart(string Name, int Files, long Bytes);
